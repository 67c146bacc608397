import Automations
import HTTPTypes
import Hummingbird
import Scheduling

/// The pause of all that a person has.
struct PausePages: Sendable {
  let services: Services

  /// The form; with what is in the query, where a field's offer led here.
  @Sendable func show(_ visit: Visit<Void>) async throws -> Response {
    let query = Form(query: visit.request.uri.query ?? "")
    let isTyped = PauseForm.names.contains { query[$0] != nil }
    return try await page(visit, isTyped ? query : nil, faults: [], status: .ok)
  }

  /// The form as it was sent, beside the pause that is in force now.
  @Sendable func beginAgain(_ visit: Visit<Void>) async throws -> Response {
    try await page(visit, Form(visit.request), faults: [], status: .ok)
  }

  @Sendable func begin(_ visit: Visit<Void>) async throws -> Response {
    let form = try await services.checkedForm(visit)
    let pause = PauseForm(form: form, zones: services.timeZones)
    let seen = try await check(form, visit)
    do {
      try await Form.carryOut {
        try await services.pauses.begin(
          reason: pause.reason, until: pause.until, seen: seen, by: visit.act)
      } orCheck: {
        try await check(form, visit)
      }
      return .seeOther(Paths.traces(), saying: .everythingPaused)
    } catch let refusal as Refusal {
      guard case .invalid(let faults) = refusal else { throw refusal }
      return try await page(
        visit, form, faults: faults, status: .unprocessableContent)
    }
  }

  @Sendable func end(_ visit: Visit<Void>) async throws -> Response {
    let form = try await services.checkedForm(visit)
    let seen = try await check(form, toEnd: true, visit)
    try await Form.carryOut {
      try await services.pauses.end(seen: seen, by: visit.act)
    } orCheck: {
      try await check(form, toEnd: true, visit)
    }
    return .seeOther(Paths.traces(), saying: .everythingResumed)
  }

  /// Makes sure that what is in force is what was when the form was opened.
  /// - Parameter toEnd: whether the form ends it: that there is none any more is said otherwise.
  /// - Returns: what is in force; `nil`: nobody says what was seen.
  /// - Throws: `HeldForm`.
  @discardableResult
  private func check(
    _ form: Form, toEnd: Bool = false, _ visit: Visit<Void>
  ) async throws -> SeenPause? {
    let current = try await services.pauses.current(for: visit.caller)
    if current != nil || !toEnd {
      try form.check(seen: Pause.seen(current), Pause.change(to: current))
    }
    return form.given("seen") == nil ? nil : SeenPause(current)
  }

  private func page(
    _ visit: Visit<Void>, _ form: Form?, faults: [Fault],
    status: HTTPResponse.Status
  ) async throws -> Response {
    let pause = try await services.pauses.current(for: visit.caller)
    return try services.render(
      PausePage(
        layout: services.layout("Pause everything", visit),
        typed: form.map { form in
          Dictionary(PauseForm.names.map { ($0, form[$0]) }, uniquingKeysWith: { $1 })
            .compactMapValues(\.self)
        },
        seen: visit.context.hold == nil ? form?.given("seen") : visit.context.seen, faults: faults,
        pause: pause,
        timeZoneNames: services.timeZones.names, now: services.now()),
      status: status)
  }
}

extension Pause {
  /// The pause in force, as the field `seen` of a form says it; empty where there is none.
  static func seen(_ pause: Pause?) -> String {
    pause.map { String($0.since.milliseconds) } ?? ""
  }

  /// How it came to the pause in force.
  static func change(to pause: Pause?) -> String {
    pause.map { "everything was paused: \($0.reason.listed)" } ?? "the pause ended"
  }
}
