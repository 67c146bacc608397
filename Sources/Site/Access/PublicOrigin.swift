/// The origin under which browsers see the site (RFC 6454): `https://reprise.example`.
package struct PublicOrigin: Hashable, Sendable {
  /// As browsers write it: in lower case, without the scheme's own port and without a slash at the
  /// end.
  package let text: String
  /// Without the port; an address of IPv6 in brackets.
  package let host: String

  /// - Parameter text: scheme and host, with a port where it is not the scheme's own.
  /// - Returns: `nil` where the text is something else.
  package init?(_ text: String) {
    let parts = text.lowercased().split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, let usual = PublicOrigin.ports[parts[0]], parts[1].isEmpty,
      let host = PublicOrigin.host(of: parts[2]),
      let port = PublicOrigin.port(parts[2].dropFirst(host.count), usual: usual)
    else { return nil }
    self.host = String(host)
    self.text = "\(parts[0])//\(host)" + (port == usual ? "" : ":\(port)")
  }

  /// Whether browsers come over TLS.
  package var isSecure: Bool { text.hasPrefix("https:") }

  /// Whether browsers reach it without a network.
  package var isLoopback: Bool {
    host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]"
      || host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." }
  }

  /// The address that signs somebody in, once.
  /// - Parameter query: as a one-time link has it, which is secret.
  package func signInLink(_ query: String) -> String { "\(text)\(Paths.signIn())?\(query)" }

  /// By the scheme, as a URL writes it.
  private static let ports: [Substring: Int] = ["http:": 80, "https:": 443]

  /// The beginning of a text that is a name, or an address: of IPv4, or of IPv6 in brackets.
  private static func host(of text: Substring) -> Substring? {
    guard text.hasPrefix("[") else {
      let name = text.prefix {
        $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" || $0 == "." || $0 == "_"
      }
      return name.isEmpty ? nil : name
    }
    guard let end = text.firstIndex(of: "]") else { return nil }
    let digits = text[..<end].dropFirst()
    let isAddress = digits.allSatisfy { $0.isASCII && $0.isHexDigit || $0 == ":" || $0 == "." }
    return isAddress && digits.contains(":") ? text[...end] : nil
  }

  /// The number of `:8080`; the usual one of an empty text.
  private static func port(_ text: Substring, usual: Int) -> Int? {
    guard !text.isEmpty else { return usual }
    let digits = text.dropFirst()
    guard text.hasPrefix(":"), digits.allSatisfy({ $0.isASCII && $0.isNumber }),
      let port = Int(digits), (1...65535).contains(port)
    else { return nil }
    return port
  }
}
