import HTTPTypes
import Hummingbird

/// Refuses requests that another site made a browser send, as Go 1.25's CrossOriginProtection does:
/// by `Sec-Fetch-Site`, and by `Origin` where a browser is too old to send that.
struct CrossOriginProtection {
  let origin: PublicOrigin

  /// Whether a request with a cookie may change something. One with neither header did not come
  /// from a browser's own form or script, and has no business with a cookie.
  func allows(_ request: Request) -> Bool {
    guard !request.isSafe else { return true }
    switch request.headers[.secFetchSite] {
    case "same-origin", "none": return true
    default: return request.headers[.origin] == origin.text
    }
  }
}

extension Request {
  /// Whether the method changes nothing (RFC 9110, 9.2.1).
  var isSafe: Bool { method == .get || method == .head || method == .options }
}

extension HTTPField.Name {
  static let secFetchSite = written("Sec-Fetch-Site")
  static let crossOriginOpenerPolicy = written("Cross-Origin-Opener-Policy")
  static let crossOriginResourcePolicy = written("Cross-Origin-Resource-Policy")
  static let referrerPolicy = written("Referrer-Policy")
  /// draft-ietf-httpapi-idempotency-key-header
  static let idempotencyKey = written("Idempotency-Key")
  /// `true` on an answer that an earlier call with the key was given.
  static let idempotentReplayed = written("Idempotent-Replayed")
  /// When that call came, as `Date` is written.
  static let idempotentDate = written("Idempotent-Date")

  /// A name that stands in this file, none that came from outside. Were it no token (RFC 9110, 5.1),
  /// going on would mean to check or set another header than the one that is meant; each is used by
  /// the first request of every test.
  private static func written(_ name: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no header") }
    return name
  }
}
