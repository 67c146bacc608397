/// What a schedule leaves open and its deployment settles for good. It is stored beside the schedule,
/// so that nothing that is deployed moves when the installation or this program changes.
package struct ScheduleDefaults: Hashable, Sendable {
  /// The IANA name of the zone of a schedule that names none.
  package let timezone: String
  /// How the rest of what is open is read.
  package let edition: Edition

  /// The reading that was this program's when a schedule was deployed.
  package enum Edition: Int, CaseIterable, Sendable {
    /// Every other Friday counts from the anchor's own week, whether its Friday was past or not; a
    /// day of the year without a time runs at the anchor's.
    case first = 1
    /// Every other Friday counts from the first Friday to come; a day of the year without a time
    /// runs at 00:00.
    case second = 2
    /// The same, and days of every third month or every second year count from the first to come.
    case third = 3

    /// The one that deployments take.
    package static let newest = Edition.third
  }

  /// - Parameters:
  ///   - timezone: an IANA name; one that the tz database lacks is a fault of the schedule.
  ///   - edition: the present one, but for what is deployed.
  package init(timezone: String = "UTC", edition: Edition = .newest) {
    self.timezone = timezone
    self.edition = edition
  }

  /// Those of everything that was deployed before they were stored.
  package static let early = ScheduleDefaults(timezone: "UTC", edition: .first)
}
