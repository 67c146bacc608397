import OrderedJSON
import Scheduling

/// What of a request's params has no place in what is sent, in sentences.
enum HTTPLeftAway {
  static func notices(of params: JSON) -> [String] {
    let withoutValue =
      names(in: params["query"], "query")
      + (isForm(params["headers"]) ? names(in: params["body"], "body") : [])
    var notices = HTTPHeaderNames.notices(of: params["headers"])
    if !withoutValue.isEmpty {
      notices.append(
        "\(withoutValue.listedInBrief) \(withoutValue.count == 1 ? "is" : "are") left away: null and "
          + "empty lists have no value that could be sent.")
    }
    if let url = params["url"]?.text, let mark = url.firstIndex(of: "#") {
      let fragment = String(url[mark...]).cut(toBytes: Limits.quotedNameBytes)
      notices.append("\(fragment) of the URL is left away: what follows # is never sent.")
    }
    return notices
  }

  /// Of the members of an object, and of the elements of their lists, that stand for no value.
  private static func names(in value: JSON?, _ param: String) -> [String] {
    (value?.members ?? []).flatMap { member in
      let place = "\(param)/\(member.key)"
      guard let elements = member.value.elements, !elements.isEmpty else {
        return member.value.isNull || member.value.elements != nil ? [place] : []
      }
      return elements.indices.filter { elements[$0].isNull }.map { "\(place)/\($0)" }
    }
  }

  private static func isForm(_ headers: JSON?) -> Bool {
    let type = headers?.members?.first { $0.key.lowercased() == "content-type" }?.value.text
    return type?.prefix { $0 != ";" }.lowercased().trimmedOfWhiteSpace
      == "application/x-www-form-urlencoded"
  }
}
