import Hummingbird

/// The cookie in which the text of a new API token waits for the page that tells it: from the answer
/// to the form to the reading of that page, and nowhere but in the browser, since the server keeps
/// a hash alone.
struct NewTokenCookie {
  let origin: PublicOrigin

  private static let name = "reprise-new-token"
  private var attributes: String {
    "Path=\(Paths.account()); HttpOnly; SameSite=Lax" + (origin.isSecure ? "; Secure" : "")
  }

  func text(of request: Request) -> String? { request.cookie(NewTokenCookie.name) }

  func set(_ text: String) -> String { "\(NewTokenCookie.name)=\(text); Max-Age=60; \(attributes)" }

  var clear: String { "\(NewTokenCookie.name)=; Max-Age=0; \(attributes)" }
}
