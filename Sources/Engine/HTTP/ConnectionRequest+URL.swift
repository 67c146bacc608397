import Automations
import OrderedJSON

extension ConnectionRequest {
  /// What is wrong with a base URL; `nil`: nothing.
  static func fault(ofBase baseURL: String) -> ParamFault? {
    do throws(ParamFault) {
      _ = try HTTPURL(baseURL)
      return nil
    } catch {
      return ParamFault("base_url", error.rule)
    }
  }

  /// A path below the path of a URL; a query in either stays, the URL's own first.
  static func url(_ value: JSON?, below baseURL: String) throws(ParamFault) -> HTTPURL {
    guard let path = value.map(\.text) ?? "" else { throw ParamFault("path", "must be a text") }
    guard !path.contains("#") else {
      throw ParamFault("path", "must not have #: what follows it is never sent")
    }
    let (place, own) = parts(of: baseURL.prefix { $0 != "#" })
    let (below, added) = parts(of: path[...])
    try PathValue.check(below)
    let begin = below.isEmpty ? place : place.withoutSlash
    let slash = below.isEmpty || below.hasPrefix("/") ? "" : "/"
    let given = added.map { PathValue.inQuery($0) }
    let query = [own, given].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "&")
    do throws(ParamFault) {
      return try HTTPURL("\(begin)\(slash)\(below)\(query.isEmpty ? "" : "?\(query)")")
    } catch {
      throw ParamFault("path", error.rule)
    }
  }

  /// What stands before and after the first `?`; `nil`: there is none.
  private static func parts(of text: Substring) -> (Substring, Substring?) {
    let path = text.prefix { $0 != "?" }
    return (path, path.endIndex < text.endIndex ? text[path.endIndex...].dropFirst() : nil)
  }
}

extension Substring {
  fileprivate var withoutSlash: Substring { last == "/" ? dropLast() : self }
}
