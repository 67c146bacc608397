import Automations
import OrderedJSON

/// A tool that a document describes, with the connection that it goes through.
struct DescribedTool: Sendable {
  let api: DescribedAPI
  let operation: OpenAPIOperation

  /// - Parameter name: over there.
  init(
    _ name: String, of api: DescribedAPI, in reading: DescribedAPIs.Reading
  ) throws(OpenAPIRefusal) {
    let document: OpenAPIDocument
    do throws(OpenAPIUnread) {
      document = try reading.get()
    } catch {
      throw .unread(error)
    }
    guard let operation = document.operation(name) else {
      throw .unknown(api.lack(of: name, document.operations.map(\.id)).recorded)
    }
    (self.api, self.operation) = (api, operation)
  }

  /// The request of a call.
  /// - Parameters:
  ///   - params: as they are sent.
  ///   - key: lets a server recognise a repeated request that changes something.
  func request(for params: JSON, key: String) throws(OpenAPIRefusal) -> OpenAPIRequest {
    let request: OpenAPIRequest
    do throws(OpenAPICallFault) {
      request = try operation.request(
        for: params, below: api.settings.baseURL, signIn: api.settings.signIn, key: key)
    } catch {
      throw .call(error)
    }
    try api.check(request.outgoing.url)
    return request
  }

  /// The URL that its path follows.
  /// - Throws: where none could be made, whatever it has.
  func server() throws(OpenAPIRefusal) -> String {
    let server: String
    do throws(OpenAPICallFault) {
      server = try operation.serverURL(api.settings.baseURL)
    } catch {
      throw .call(error)
    }
    if let url = try? HTTPURL(server) { try api.check(url) }
    return server
  }

  /// What a person should know of one call, besides what is so of all.
  func notices(of request: OpenAPIRequest) -> [String] {
    request.notices.filter { !operation.notices.contains($0) }
      + api.settings.signIn.notices(ofHeaders: request.outgoing.headers.map(\.name))
      + api.settings.signIn.notices(ofQuery: request.outgoing.url.queryNames)
  }
}

extension DescribedAPI {
  fileprivate func check(_ url: HTTPURL) throws(OpenAPIRefusal) {
    guard mayCall(url) else {
      throw .elsewhere(
        "\(documentAtStart) names a server of another host, \(url.authority.quoted), and may change "
          + "without you: with a sign-in the connection needs a base_url, which says where its "
          + "secrets go.")
    }
  }

  /// `has no operation "send_mial"; it has send_mail and list_mails`
  /// - Parameter names: of all that it has.
  fileprivate func lack(of name: String, _ names: [String]) -> String {
    let near = NearestNames(to: name, among: names)
    return "\(documentAtStart) has no operation \"\(name.quoted)\"; it has \(near.inWords)."
  }
}
