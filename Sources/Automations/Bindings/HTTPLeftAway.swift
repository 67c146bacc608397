import OrderedJSON
import Scheduling

/// What of a request's params has no place in what is sent, in sentences.
enum HTTPLeftAway {
  static func notices(of params: JSON) -> [String] {
    var withoutValue = Places()
    withoutValue.add(params["query"], "query")
    if isForm(params["headers"]) { withoutValue.add(params["body"], "body") }
    var notices = HTTPHeaderNames.notices(of: params["headers"]) + withoutValue.notices
    // It is not quoted: a secret in it may be cut, and nobody would know it then.
    if params["url"]?.text?.utf8.contains(UInt8(ascii: "#")) == true {
      notices.append("The fragment of the URL is left away: what follows # is never sent.")
    }
    return notices
  }

  /// The same of a request below the base URL of a connection.
  /// - Parameter request: `{method, path, query, headers, json | form | text}`, with all its values.
  static func notices(of request: JSON, through settings: HTTPSettings) -> [String] {
    var withoutValue = Places()
    withoutValue.add(request["query"], "query")
    withoutValue.add(request["form"], "form")
    let headers = (request["headers"]?.members ?? []).map(\.key)
    let query = (request["query"]?.members ?? []).map(\.key)
    return HTTPHeaderNames.notices(of: request["headers"])
      + settings.signIn.notices(ofHeaders: headers) + settings.signIn.notices(ofQuery: query)
      + withoutValue.notices
  }

  /// Where members of an object, and elements of their lists, stand for no value.
  private struct Places {
    /// As many as are named.
    private(set) var first: [String] = []
    private(set) var count = 0

    mutating func add(_ value: JSON?, _ param: String) {
      for member in value?.members ?? [] {
        let key = member.key
        guard let elements = member.value.elements, !elements.isEmpty else {
          if member.value.isNull || member.value.elements != nil { add(param, key) }
          continue
        }
        for index in elements.indices where elements[index].isNull { add(param, key, "/\(index)") }
      }
    }

    var notices: [String] {
      guard count > 0 else { return [] }
      return [
        "\(first.listedInBrief(of: count)) \(count == 1 ? "is" : "are") left away: null and "
          + "empty lists have no value that could be sent."
      ]
    }

    /// A name may be long, and stands in each of the places below it.
    private mutating func add(_ param: String, _ key: String, _ element: String = "") {
      count += 1
      guard first.count < Limits.namedInNotices else { return }
      first.append("\(param)/\(key.cut(toBytes: Limits.quotedNameBytes))\(element)")
    }
  }

  private static func isForm(_ headers: JSON?) -> Bool {
    let type = headers?.members?.first { $0.key.lowercased() == "content-type" }?.value.text
    return type?.prefix { $0 != ";" }.lowercased().trimmedOfWhiteSpace
      == "application/x-www-form-urlencoded"
  }
}
