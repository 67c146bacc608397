import Hummingbird

/// The cookie in which a secret that was just made waits for the page that tells it: from the answer to
/// the form to the reading of that page, and nowhere but in the browser, since the server keeps of it
/// what cannot be read back.
struct OnceCookie {
  private let name: String
  private let attributes: String

  /// The text of a new API token, for the page of one's account.
  static func newToken(_ origin: PublicOrigin) -> OnceCookie {
    OnceCookie(name: "reprise-new-token", path: Paths.account(), origin)
  }

  /// The new secret of a webhook, for the page of its connection.
  static func newSecret(_ origin: PublicOrigin) -> OnceCookie {
    OnceCookie(name: "reprise-new-secret", path: Paths.connections(), origin)
  }

  private init(name: String, path: String, _ origin: PublicOrigin) {
    self.name = name
    attributes = "Path=\(path); HttpOnly; SameSite=Lax" + (origin.isSecure ? "; Secure" : "")
  }

  func text(of request: Request) -> String? { request.cookie(name) }

  func set(_ text: String) -> String { "\(name)=\(text); Max-Age=60; \(attributes)" }

  var clear: String { "\(name)=; Max-Age=0; \(attributes)" }
}
