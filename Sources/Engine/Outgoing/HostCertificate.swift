import NIOSSL

extension NIOSSLCertificate {
  /// Whether it is a host's by the names that it has (RFC 9525, 6.3). The library has looked at it
  /// before, but takes one of the address that it was led to as well, whatever the host is called.
  func isOf(host: String) -> Bool {
    let names = _subjectAlternativeNames()
    // One without such names it has held against the host by its common name.
    guard IPAddress(host) == nil, !names.isEmpty else { return true }
    let host = host.withoutLastDot.lowercased()
    return names.contains { name in
      guard name.nameType == .dnsName else { return false }
      let text = name.contents.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
      return text.withoutLastDot.lowercased().covers(host: host)
    }
  }
}

extension String {
  /// Whether a certificate's name is that of a host: the same, or with `*` for its first label.
  fileprivate func covers(host: String) -> Bool {
    guard hasPrefix("*."), let dot = host.firstIndex(of: "."), dot > host.startIndex else {
      return self == host
    }
    return dropFirst() == host[dot...]
  }

  fileprivate var withoutLastDot: String { hasSuffix(".") ? String(dropLast()) : self }
}
