import Automations
import HTTPTypes
import Hummingbird
import OrderedJSON

/// Signing in and out.
struct SignInPages: Sendable {
  let services: Services

  /// Where a page request goes that needs somebody to be signed in.
  static func path(thenTo request: Request) -> String {
    guard request.method == .get, request.uri.path != Paths.home() else { return Paths.signIn() }
    // Where all of it is too long to be carried along, without its query.
    let next = [request.uri.string, request.uri.path]
      .first { Form.encode($0).utf8.count <= Limits.nextBytes }
    return Paths.signIn(query: ["next": next])
  }

  /// Shows the form; with a one-time link, the button that spends it: what opens links by itself, as
  /// scanners of mail do, must not.
  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let query = Form(query: request.uri.query ?? "")
    guard let link = query["link"] else {
      if context.session != nil { return .seeOther(next(query)) }
      return try page(request, context, query, status: .ok)
    }
    let name = query["name"] ?? AccountUseCases.administrator
    do {
      try await services.accounts.check(link: link, of: name)
      return try services.render(
        SignInLinkPage(
          layout: services.layout("Sign in", context, request), name: name, link: link,
          next: next(query)))
    } catch let refusal as Refusal {
      return try refused(name, refusal, query, request, context)
    }
  }

  /// Takes a name with its password or a one-time link. Who has signed in elsewhere meanwhile needs
  /// neither to go on with a form that the page carries.
  @Sendable func signIn(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = try await Form(request)
    let name = form["name"] ?? ""
    let secret: String?
    if let link = form["link"] {
      do {
        secret = try await services.accounts.signIn(
          name: name, link: link, from: context.remoteAddress)
      } catch let refusal as Refusal {
        return try refused(name, refusal, form, request, context)
      }
    } else if form["elsewhere"] != nil {
      guard context.session != nil else {
        return try page(
          request, context, form, fault: "Nobody is signed in in this browser yet",
          status: .unprocessableContent)
      }
      secret = nil
    } else {
      do {
        secret = try await services.accounts.signIn(
          name: name, password: form.given("password") ?? "", from: context.remoteAddress)
      } catch let refusal as Refusal {
        let problem = Problem(refusal)
        var response = try page(
          request, context, form, fault: refusal.sentence, status: problem.status)
        response.headers.append(contentsOf: problem.headers)
        return response
      }
      guard secret != nil else {
        return try page(
          request, context, form, fault: "Name and password do not fit",
          status: .unprocessableContent)
      }
    }
    return try await signedIn(secret, form, request, context)
  }

  @Sendable func signOut(_ visit: Visit<Void>) async throws -> Response {
    try await services.checkedForm(visit)
    try await services.accounts.signOut(visit.session, by: visit.act)
    return .seeOther(Paths.signIn(), cookie: SessionCookie(origin: services.origin).clear)
  }

  /// Asks who sends a form whose session has ended, and carries it along where that can be.
  func ask(_ request: Request, _ context: SiteContext) async throws -> Response {
    var carried: CarriedForm?
    var obstacle: CarriedForm.Obstacle?
    do {
      carried = try await CarriedForm(request)
    } catch let fault as CarriedForm.Obstacle {
      obstacle = fault
    }
    return try services.render(
      SignInPage(
        layout: services.layout("Sign in", context, request), name: "", next: Paths.traces(),
        carried: carried, obstacle: obstacle, fault: nil),
      status: .unauthorized)
  }

  /// Asks who sends a form whose session has ended, and which holds a password: that is not carried.
  /// A second press comes to this, since the first one has set the password and ended the session.
  func askWithoutForm(_ request: Request, _ context: SiteContext) throws -> Response {
    try services.render(
      SignInPage(
        layout: services.layout("Sign in", context, request), name: "", next: Paths.account(),
        carried: nil, mayBeSet: true, fault: nil),
      status: .unauthorized)
  }

  /// What a link leads to that signs nobody in. Who is signed in by that name, perhaps by a first
  /// press of its button, goes on.
  private func refused(
    _ name: String, _ refusal: Refusal, _ form: Form, _ request: Request, _ context: SiteContext
  ) throws -> Response {
    if context.session?.userID == name { return .seeOther(next(form)) }
    return try page(request, context, form, fault: refusal.sentence, status: .forbidden)
  }

  private func page(
    _ request: Request, _ context: SiteContext, _ form: Form, fault: String? = nil,
    status: HTTPResponse.Status
  ) throws -> Response {
    // What can be no name is not sent back, however long it is.
    let name = form["name"].flatMap { Fault.ofIdentifier($0).isEmpty ? $0 : nil }
    return try services.render(
      SignInPage(
        layout: services.layout("Sign in", context, request), name: name ?? "",
        next: next(form), carried: CarriedForm(form), fault: fault),
      status: status)
  }

  /// - Parameter secret: of the new session; `nil`: there was one.
  private func signedIn(
    _ secret: String?, _ form: Form, _ request: Request, _ context: SiteContext
  ) async throws -> Response {
    let cookie = SessionCookie(origin: services.origin)
    guard let carried = CarriedForm(form), let forward = context.forward else {
      return .seeOther(next(form), cookie: secret.map(cookie.set))
    }
    var carrying = SiteContext(
      source: SiteSource(logger: context.logger, remoteAddress: context.remoteAddress))
    carrying.isCarried = true
    var response = try await forward(
      carried.request(after: request, cookie: secret.map(cookie.pair)), carrying)
    if let secret { response.headers[.setCookie] = cookie.set(secret) }
    return response
  }

  /// A path of this site only: nobody is sent elsewhere.
  private func next(_ form: Form) -> String {
    guard let next = form["next"], next.utf8.count <= Limits.nextBytes, next.hasPrefix("/"),
      !next.hasPrefix("//"), !next.contains("\\"), !next.utf8.contains(where: { $0 < 0x20 })
    else { return Paths.traces() }
    return next
  }
}
