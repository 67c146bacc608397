import Automations
import OrderedJSON

extension OpenAPIOperation {
  /// The URL that its path follows: what a connection says, else what the document does, with the
  /// usual values of its variables, read against where the document came from (OpenAPI 3.1.1, 4.8.5).
  /// - Parameter base: the connection's.
  /// - Throws: `OpenAPICallFault.server` where there is none that can be asked.
  func serverURL(_ base: String?) throws(OpenAPICallFault) -> String {
    let url = if let base { base } else { try documentedServerURL() }
    do throws(ParamFault) {
      _ = try HTTPURL(url)
    } catch {
      let setting = base == nil ? "server URL \(url.quoted) of the document" : "base_url"
      throw .server("The \(setting) \(error.rule).")
    }
    return url
  }

  private func documentedServerURL() throws(OpenAPICallFault) -> String {
    let url = try withVariables(server?["url"]?.text ?? "/")
    guard !URLReference.isWhole(url) else { return url }
    guard let documentURL else {
      throw .server(
        "The server URL \(url.quoted) of the document begins with no host, and it is not known "
          + "where the document came from: the connection needs a base_url.")
    }
    return URLReference.resolved(url, against: documentURL)
  }

  private func withVariables(_ url: String) throws(OpenAPICallFault) -> String {
    let values = Dictionary(
      (server?["variables"]?.members ?? []).map { (Spelling($0.key), $0.value["default"]) },
      uniquingKeysWith: { $1 })
    var text = BoundedText(upTo: Limits.urlBytes)
    for piece in PathTemplate(url).pieces {
      do throws(ParamFault) {
        switch piece {
        case .text(let part): try text.append(part, of: "")
        case .name(let name):
          guard let value = values[Spelling(name)]??.word else {
            throw ParamFault(
              "",
              "has {\(name.quoted)}, for which it gives no value: the connection needs a base_url")
          }
          try text.append(value, of: "")
        }
      } catch {
        throw .server("The server URL \(url.quoted) of the document \(error.rule).")
      }
    }
    return text.text
  }
}
