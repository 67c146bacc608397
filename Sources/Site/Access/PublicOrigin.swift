/// The origin under which browsers see the site (RFC 6454): `https://reprise.example`.
package struct PublicOrigin: Hashable, Sendable {
  /// In lower case, without a slash at the end.
  package let text: String

  /// - Parameter text: scheme and host, with a port where it is not the scheme's own.
  /// - Returns: `nil` where the text is something else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "http:" || parts[0] == "https:", parts[1].isEmpty,
      !parts[2].isEmpty, parts[2].allSatisfy({ $0.isASCII && !$0.isWhitespace && $0 != "@" })
    else { return nil }
    self.text = text.lowercased()
  }

  /// Whether browsers come over TLS.
  package var isSecure: Bool { text.hasPrefix("https:") }

  /// Whether browsers reach it without a network.
  package var isLoopback: Bool {
    let host = text.split(separator: "/").last.map { host in
      host.hasPrefix("[") ? host.prefix { $0 != "]" } : host.prefix { $0 != ":" }
    }
    return host.map {
      $0 == "localhost" || $0.hasSuffix(".localhost") || $0.hasPrefix("127.") || $0 == "[::1"
    } ?? false
  }
}
