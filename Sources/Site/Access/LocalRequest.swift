import HTTPTypes
import Hummingbird

extension Request {
  /// Whether it came from this machine itself: so says the web server, whose word alone counts, and
  /// nothing says that a proxy on this machine passed it on for somebody else. Where the site is
  /// reached under a name of the network, that says so: a proxy need not.
  func isLocal(_ context: SiteContext, at origin: PublicOrigin) -> Bool {
    guard origin.isLoopback, let address = context.remoteAddress, Request.isLoopback(address)
    else { return false }
    return !Request.forwarding.contains { headers.contains($0) }
  }

  /// An address of 127.0.0.0/8, `::1`, or the former as IPv6 writes it (RFC 4291, 2.5.5.2).
  private static func isLoopback(_ address: String) -> Bool {
    let plain = address.hasPrefix("::ffff:") ? address.dropFirst(7) : address[...]
    return plain.hasPrefix("127.") || plain == "::1"
  }

  private static let forwarding = [
    "Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP",
  ].compactMap { HTTPField.Name($0) }
}
