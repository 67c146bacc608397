import Automations
import Hummingbird

extension TracePages {
  /// Of what of one automation its owner is told, and where.
  @Sendable func chooseNotifications(_ visit: Visit<String>) async throws -> Response {
    let form = try await services.checkedForm(visit)
    let before = try await services.notifications.choice(of: visit.path, for: visit.caller).choice
    try form.check(seen: before.digest, "it was said otherwise of what its owner is told")
    try await services.notifications.setChoice(
      NotificationForm(form: form).choice, of: visit.path, by: visit.act)
    return back(visit, .eventsChosen)
  }

  @Sendable func chooseNotificationsAgain(_ visit: Visit<String>) async throws -> Response {
    let form = NotificationForm(form: try await Form(visit.request))
    return try await panel(visit, refused: .notifications(form.choice))
  }
}
