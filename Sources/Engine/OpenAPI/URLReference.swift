/// A URL as it may stand in a document: whole, or read against the document's own (RFC 3986, 5).
package enum URLReference {
  /// - Parameters:
  ///   - reference: without characters that no URL has it need not be; they stay as they are.
  ///   - base: a whole URL of a scheme with hosts.
  /// - Returns: the whole URL, without a fragment.
  package static func resolved(_ reference: String, against base: String) -> String {
    let (reference, base) = (Parts(reference), Parts(base))
    if reference.scheme != nil {
      return reference.text(path: withoutDots(reference.path), query: reference.query)
    }
    if reference.authority != nil {
      return Parts(base.scheme, reference.authority)
        .text(path: withoutDots(reference.path), query: reference.query)
    }
    guard !reference.path.isEmpty else {
      return base.text(path: base.path, query: reference.query ?? base.query)
    }
    if reference.path.hasPrefix("/") {
      return base.text(path: withoutDots(reference.path), query: reference.query)
    }
    let folder = base.path.lastIndex(of: "/").map { base.path[...$0] } ?? "/"
    return base.text(path: withoutDots(folder + reference.path), query: reference.query)
  }

  /// Whether it stands for itself.
  static func isWhole(_ reference: String) -> Bool { Parts(reference).scheme != nil }

  /// RFC 3986, 5.2.4.
  private static func withoutDots(_ path: Substring) -> Substring {
    guard path.hasPrefix("/") else { return path }
    let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    var kept: [Substring] = []
    for (index, segment) in segments.enumerated() {
      switch segment {
      case ".": break
      case "..": _ = kept.popLast()
      default:
        kept.append(segment)
        continue
      }
      if index == segments.count - 1 { kept.append("") }
    }
    return Substring("/" + kept.joined(separator: "/"))
  }
}

/// RFC 3986, appendix B, but for the fragment, which is read past.
private struct Parts {
  let scheme: Substring?
  let authority: Substring?
  let path: Substring
  let query: Substring?

  init(_ text: String) {
    var rest = text.prefix { $0 != "#" }
    let head = rest.prefix { !":/?".contains($0) }
    let isScheme =
      rest[head.endIndex...].first == ":" && head.first?.isASCIILetter == true
      && head.allSatisfy { $0.isASCIILetter || "0123456789+-.".contains($0) }
    scheme = isScheme ? head : nil
    if isScheme { rest = rest[head.endIndex...].dropFirst() }
    let hasAuthority = rest.hasPrefix("//")
    let host = hasAuthority ? rest.dropFirst(2).prefix { !"/?".contains($0) } : nil
    authority = host
    if let host { rest = rest[host.endIndex...] }
    path = rest.prefix { $0 != "?" }
    query = path.endIndex < rest.endIndex ? rest[path.endIndex...].dropFirst() : nil
  }

  init(_ scheme: Substring?, _ authority: Substring?) {
    (self.scheme, self.authority, path, query) = (scheme, authority, "", nil)
  }

  func text(path: Substring, query: Substring?) -> String {
    (scheme.map { "\($0):" } ?? "") + (authority.map { "//\($0)" } ?? "") + String(path)
      + (query.map { "?\($0)" } ?? "")
  }
}

extension Character {
  fileprivate var isASCIILetter: Bool { isASCII && isLetter }
}
