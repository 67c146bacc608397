import Scheduling
package import Templating

/// An instant as pages show it: for programs, exact in a zone, and as a person would say it now.
package struct TimeText: TemplateModel {
  let instant: Instant
  /// `nil`: UTC.
  let zone: TimeZoneRules?
  /// `nil`: there is no relative text.
  let now: Instant?

  package static var fields: [Field<TimeText>] {
    [
      .text("iso") { LocalTime($0.instant, in: nil).machineReadable },
      .text("exact") { LocalTime($0.instant, in: $0.zone).exact },
      .text("date") { LocalTime($0.instant, in: $0.zone).date },
      .text("offset") { $0.offset },
      .text("countdown") { time in
        time.now.map { DurationText.countdown(from: $0, to: time.instant) }
      },
      .text("relative") { time in
        time.now.map { DurationText.distance(from: $0, to: time.instant) }
      },
    ]
  }

  /// `UTC+01:00`, where the zone is not UTC itself.
  private var offset: String? {
    guard let zone, zone.abbreviation(at: instant) != "UTC" else { return nil }
    return LocalTime.offset(zone.offset(at: instant))
  }
}
