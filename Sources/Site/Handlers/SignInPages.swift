import Automations
import HTTPTypes
import Hummingbird

/// Signing in and out.
struct SignInPages: Sendable {
  let services: Services

  /// Where a page request goes that needs somebody to be signed in.
  static func path(thenTo request: Request) -> String {
    guard request.method == .get, request.uri.path != "/" else { return "/sign-in" }
    return "/sign-in?next=" + Form.encode(request.uri.string)
  }

  /// Shows the form; a one-time link signs in at once.
  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let query = Form(query: request.uri.query ?? "")
    // HEAD changes nothing, and a link is spent once.
    guard let link = query["link"], request.method != .head else {
      if context.session != nil { return .seeOther(next(query)) }
      return try page(request, context, next: next(query), fault: nil, status: .ok)
    }
    do {
      let secret = try await services.accounts.signIn(
        name: query["name"] ?? AccountUseCases.administrator, link: link)
      return signedIn(secret, next(query))
    } catch let refusal as Refusal {
      return try page(
        request, context, name: query["name"], next: "/traces", fault: refusal.sentence,
        status: .forbidden)
    }
  }

  @Sendable func signIn(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = try await Form(request)
    let secret = try await services.accounts.signIn(
      name: form["name"] ?? "", password: form.given("password") ?? "")
    guard let secret else {
      return try page(
        request, context, name: form["name"], next: next(form),
        fault: "Name and password do not fit", status: .unprocessableContent)
    }
    return signedIn(secret, next(form))
  }

  @Sendable func signOut(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try context.requireSession()
    try await services.checkedForm(request, session)
    try await services.accounts.signOut(session)
    return .seeOther("/sign-in", cookie: SessionCookie(origin: services.origin).clear)
  }

  private func page(
    _ request: Request, _ context: SiteContext, name: String? = nil, next: String, fault: String?,
    status: HTTPResponse.Status
  ) throws -> Response {
    try services.render(
      SignInPage(
        layout: services.layout("Sign in", context, request), name: name ?? "", next: next,
        fault: fault),
      status: status)
  }

  private func signedIn(_ secret: String, _ next: String) -> Response {
    .seeOther(next, cookie: SessionCookie(origin: services.origin).set(secret))
  }

  /// A path of this site only: nobody is sent elsewhere.
  private func next(_ form: Form) -> String {
    guard let next = form["next"], next.hasPrefix("/"), !next.hasPrefix("//"), !next.contains("\\"),
      !next.utf8.contains(where: { $0 < 0x20 })
    else { return "/traces" }
    return next
  }
}

extension Services {
  /// The form of a request, proved to come from a page of this session.
  /// - Throws: `Refusal.forbidden`.
  @discardableResult
  func checkedForm(_ request: Request, _ session: Session) async throws -> Form {
    let form = try await Form(request)
    guard accounts.isFormToken(form["csrf"] ?? "", of: session) else {
      throw Refusal.forbidden("This form is too old; go back, reload the page, and try again")
    }
    return form
  }
}

extension Form {
  /// Percent-encodes all but unreserved characters (RFC 3986, 2.3).
  static func encode(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var output: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        output.append(byte)
      default:
        output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
