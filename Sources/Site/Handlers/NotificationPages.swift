import Automations
import HTTPTypes
import Hummingbird

/// Of what one is told, and where: one's own, as an account is.
struct NotificationPages: Sendable {
  let services: Services

  @Sendable func show<Parameters>(_ visit: Visit<Parameters>) async throws -> Response {
    try await page(visit, status: .ok)
  }

  /// The forms as one of them was sent.
  @Sendable func showAgain(_ visit: Visit<Void>) async throws -> Response {
    let form = try await Form(visit.request)
    let isOfChannel = form.given("kind") != nil
    return try await page(
      visit, typed: isOfChannel ? ChannelForm(form: form).typed : ChannelForm.usual,
      ticked: isOfChannel ? nil : NotificationForm(form: form).events, status: .ok)
  }

  @Sendable func setEvents(_ visit: Visit<Void>) async throws -> Response {
    let form = try await services.checkedForm(visit)
    let before = try await services.notifications.settings(of: visit.caller)
    try form.check(seen: before.digest, "channels or events were changed")
    try await services.notifications.setEvents(NotificationForm(form: form).events, by: visit.act)
    return .seeOther(Paths.notifications(), saying: .eventsChosen)
  }

  @Sendable func add(_ visit: Visit<Void>) async throws -> Response {
    let form = ChannelForm(form: try await services.checkedForm(visit))
    do {
      let draft = try form.draft
      try await services.notifications.add(draft, id: form.form.newID, by: visit.act)
      let notice: Notice =
        if draft.kind != .mail {
          .channelAdded
        } else if services.notifications.sendsMail {
          .addressAsked
        } else {
          .addressNotAsked
        }
      return .seeOther(Paths.notifications(), saying: notice)
    } catch Refusal.invalid(let faults) {
      return try await page(
        visit, typed: form.typed, faults: faults, status: .unprocessableContent)
    }
  }

  @Sendable func test(_ visit: Visit<String>) async throws -> Response {
    try await services.checkedForm(visit)
    try await services.notifications.test(visit.path, id: visit.newID, by: visit.act)
    return .seeOther(Paths.notifications(), saying: .channelTested)
  }

  @Sendable func remove(_ visit: Visit<String>) async throws -> Response {
    try await services.checkedForm(visit)
    try await services.notifications.remove(visit.path, by: visit.act)
    return .seeOther(Paths.notifications(), saying: .channelRemoved)
  }

  private func page(
    _ visit: Visit<some Any>, typed: [String: String] = ChannelForm.usual,
    ticked: Set<NotificationEvent>? = nil, faults: [Fault] = [], status: HTTPResponse.Status
  ) async throws -> Response {
    let settings = try await services.notifications.settings(of: visit.caller)
    return try services.render(
      NotificationsPage(
        layout: services.layout("Messages", visit), settings: settings,
        runners: try await services.notifications.runners(of: visit.caller),
        deliveries: try await services.notifications.deliveries(of: visit.caller),
        sendsMail: services.notifications.sendsMail, typed: typed,
        ticked: ticked ?? settings.events, faults: faults, now: services.now()),
      status: status)
  }
}
