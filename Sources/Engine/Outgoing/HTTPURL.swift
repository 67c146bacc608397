package import Automations
import OrderedJSON

/// The URL of a request, as it is written: what is a URL is not changed, and what may not stand in
/// one is encoded. Its fragment is nobody's business but the reader's, and not sent (RFC 9110, 4.2.5).
package struct HTTPURL: Sendable {
  /// `http` or `https`.
  package let scheme: String
  /// A name in ASCII, or an address; an IPv6 address without its brackets.
  package let host: String
  /// `nil`: the scheme's own, be it written or not.
  package let port: Int?
  /// Path and query as they stand in the request's first line.
  package private(set) var target: String

  /// - Throws: where the text is no URL that can be asked.
  package init(_ text: String) throws(ParamFault) {
    if let fault = ParamFault.ofURL(text) { throw fault }
    if let rule = HTTPURL.fault(ofLine: text) { throw ParamFault("url", rule) }
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")),
      text.utf8[colon...].starts(with: "://".utf8),
      case let scheme = text[..<colon].lowercased(), scheme == "http" || scheme == "https"
    else { throw ParamFault("url", "must be a URL that begins with http:// or https://") }
    self.scheme = scheme
    let rest = text.utf8[colon...].dropFirst(3)
    let authority = Substring(rest.prefix { !"/?#".utf8.contains($0) })
    let place = try HTTPURL.place(authority)
    host = place.host
    port = place.port == (scheme == "http" ? 80 : 443) ? nil : place.port
    target = HTTPURL.target(rest[authority.endIndex...])
  }

  /// The URL as it is asked.
  package var text: String { "\(scheme)://\(authority)\(target)" }

  /// As the header `Host` has it (RFC 9110, 7.2): the port only where it is not the scheme's own.
  package var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port.map { "\(name):\($0)" } ?? name
  }

  /// Adds members to the query, encoded.
  package mutating func add(_ pairs: [(name: String, value: String)]) {
    guard !pairs.isEmpty else { return }
    let added = pairs.map {
      PercentEncoding.component($0.name) + "=" + PercentEncoding.component($0.value)
    }.joined(separator: "&")
    let isOpen = target.hasSuffix("?") || target.hasSuffix("&")
    target += (isOpen ? "" : target.utf8.contains(UInt8(ascii: "?")) ? "&" : "?") + added
  }
}

// What its query is made of.
extension HTTPURL {
  /// The names in it, decoded.
  var queryNames: [String] { query.map { HTTPURL.name(of: $0) } }

  /// The same with a parameter in place of those of its name.
  /// - Parameter value: as it stands there: encoded, or a mark of what does.
  func setting(query name: String, to value: String) -> HTTPURL {
    let others = query.filter { HTTPURL.name(of: $0) != name }.map { String($0) }
    var url = self
    url.target =
      target.prefix { $0 != "?" } + "?"
      + (others + [PercentEncoding.component(name) + "=" + value]).joined(separator: "&")
    return url
  }

  private var query: [Substring] {
    target.drop { $0 != "?" }.dropFirst().split(separator: "&")
  }

  /// As forms have it, where `+` is a space (WHATWG URL, 5.1).
  private static func name(of pair: Substring) -> String {
    let name = pair.utf8.prefix { $0 != UInt8(ascii: "=") }
      .map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
    return String(decoding: PercentEncoding.decoded(name), as: UTF8.self)
  }
}

extension HTTPURL {
  /// What is wrong with the text as one line; `nil`: nothing.
  private static func fault(ofLine text: String) -> String? {
    if text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { return nil }
    guard text.unicodeScalars.first?.properties.isWhitespace != true,
      text.unicodeScalars.last?.properties.isWhitespace != true
    else { return "must not begin or end with white space" }
    return text.unicodeScalars.contains(where: \.breaksLines)
      ? "must be one line without control characters" : nil
  }

  private static func place(
    _ authority: Substring
  ) throws(ParamFault) -> (host: String, port: Int?) {
    guard authority.utf8.count <= Limits.hostNameBytes else {
      throw ParamFault(
        "url", "must have at most \(Limits.hostNameBytes) bytes between its scheme and its path")
    }
    guard !authority.utf8.contains(UInt8(ascii: "@")) else {
      throw ParamFault(
        "url", "must not hold a user name or password; an Authorization header may")
    }
    var (name, port) = (authority, Substring())
    let isBracketed = authority.utf8.first == UInt8(ascii: "[")
    let end = isBracketed ? authority.firstIndex(of: "]").map(authority.index(after:)) : nil
    let rest = authority.utf8[(end ?? authority.startIndex)...]
    if let colon = rest.lastIndex(of: UInt8(ascii: ":")) {
      (name, port) = (authority[..<colon], Substring(rest[colon...].dropFirst()))
    }
    guard let host = isBracketed ? address(name) : DomainName.ascii(String(name)) else {
      throw ParamFault("url", "must name a host, as in https://example.com/")
    }
    guard !port.isEmpty else { return (host, nil) }
    guard port.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(port),
      (1...65535).contains(number)
    else { throw ParamFault("url", "must have a port from 1 to 65535, or none") }
    return (host, number)
  }

  /// An IPv6 address in brackets.
  private static func address(_ text: Substring) -> String? {
    guard text.hasSuffix("]") else { return nil }
    let inner = String(text.dropFirst().dropLast())
    return inner.contains(":") && IPAddress(inner) != nil ? inner : nil
  }

  private static func target(_ text: Substring.UTF8View) -> String {
    let sent = text.prefix { $0 != UInt8(ascii: "#") }
    let path = sent.prefix { $0 != UInt8(ascii: "?") }
    let query = sent[path.endIndex...]
    let written = PercentEncoding.completed(path, allowing: \.mayStandInPath)
    return (written.isEmpty ? "/" : written)
      + PercentEncoding.completed(query) { $0.mayStandInPath || $0 == UInt8(ascii: "?") }
  }
}

extension UInt8 {
  /// RFC 3986, 3.3, and the brackets, which servers know in a query as they stand.
  fileprivate var mayStandInPath: Bool {
    isUnreserved || "!$&'()*+,;=:@/[]".utf8.contains(self)
  }
}

extension Unicode.Scalar {
  fileprivate var breaksLines: Bool {
    value < 0x20 || 0x7F...0x9F ~= value || value == 0x2028 || value == 0x2029
  }
}
