import Automations
import Hummingbird

/// A request for a page by somebody who is signed in.
struct Visit<Parameters> {
  /// What stands in the address.
  let path: Parameters
  let request: Request
  let context: SiteContext
  let act: Act
  let session: Session
  var caller: Caller { act.caller }
  /// The id of what a form makes; derived from its key where it has one.
  var newID: String { context.newID }

  /// - Throws: `Unauthenticated`.
  init(_ request: Request, _ context: SiteContext, to path: Path<Parameters>) throws {
    guard let act = context.act, let session = context.session else {
      throw Unauthenticated()
    }
    self.path = try path.read(context)
    self.request = request
    self.context = context
    self.act = act
    self.session = session
  }
}

extension Services {
  /// The same for a visit.
  func layout(_ title: String, _ visit: Visit<some Any>) -> Layout {
    layout(title, visit.context, visit.request)
  }

  /// The form of a visit, proved to come from a page of its session.
  /// - Throws: `HeldForm`.
  @discardableResult
  func checkedForm(_ visit: Visit<some Any>) async throws -> Form {
    let form = try await Form(visit.request)
    guard accounts.isFormToken(form["csrf"] ?? "", of: visit.session) else {
      throw HeldForm(cause: .session)
    }
    return form
  }
}
