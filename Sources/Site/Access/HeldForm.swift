import Automations
import HTTPTypes
import Hummingbird

/// A form that is not carried out: it is shown again as it was sent, beside what there is now.
struct HeldForm: Error {
  let cause: Cause

  enum Cause {
    /// It bears the token of another session: an earlier one, or one that somebody made up.
    case session
    /// It was opened before these things happened: `version 4 was deployed`.
    case changes([String])
    /// The same, and what it was to do can be done no more.
    case over(String)
  }

  /// Why, and what to do, in sentences.
  var words: String {
    switch cause {
    case .session:
      "Nothing was done yet: this page was opened before you signed in anew. What was typed is kept; look at it, and press again."
    case .changes(let changes):
      "Nothing was done: since this page was opened, \(HeldForm.enumerated(changes)). Look how things stand now, and press again if you still want it."
    case .over(let change):
      "Nothing was done: since this page was opened, \(change). See how things stand now."
    }
  }

  /// `a, b and c`
  private static func enumerated(_ texts: [String]) -> String {
    guard let last = texts.last, texts.count > 1 else { return texts.joined() }
    return texts.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension Route {
  /// Lets the handler answer. A form that it holds back is shown again.
  func answer(_ request: Request, _ context: SiteContext) async throws -> Response {
    do {
      return try await handler(request, context)
    } catch let held as HeldForm {
      guard let again else {
        throw Refusal.forbidden("This form is too old; go back, reload the page, and try again")
      }
      var context = context
      context.hold = held.words
      if case .session = held.cause { context.seen = try? await Form(request).given("seen") }
      var response = try await again(request, context)
      response.status =
        switch held.cause {
        case .session: context.isCarried ? .ok : .forbidden
        case .changes, .over: .conflict
        }
      return response
    }
  }
}
