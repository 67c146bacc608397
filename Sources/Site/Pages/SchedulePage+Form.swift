import Automations
import Scheduling

extension SchedulePage {
  static let names = [
    "name", "schedule_type", "schedule_time", "days", "day_of_month", "short_month",
    "customInterval", "timezone", "start", "end", "exclude_dates", "exclude_weekdays", "spread",
    "preview", "seen",
  ]

  /// The page of a form as it was sent.
  /// - Parameter isFresh: whether nobody has typed into it yet.
  init(
    layout: Layout, trace: Automation, form: Form, isFresh: Bool = false,
    preview: SchedulePreview?, faults: [Fault], timeZoneNames: [String], usualZone: String = "UTC",
    review: WorkflowReview? = nil, pause: Pause? = nil,
    now: Instant? = nil, zone: (String) -> TimeZoneRules? = { _ in nil }
  ) {
    var typed: [String: [String]] = [:]
    for name in SchedulePage.names + ScheduleForm.policyNames {
      let values = form.values(name)
      if !values.isEmpty { typed[name] = values }
    }
    self.init(
      layout: layout, trace: trace, typed: typed, isFresh: isFresh, preview: preview,
      faults: faults,
      timeZoneNames: timeZoneNames, usualZone: usualZone, review: review, pause: pause, now: now,
      zone: zone)
  }
}
