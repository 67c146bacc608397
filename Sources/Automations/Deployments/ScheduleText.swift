import OrderedJSON

/// A schedule as it is kept, not read any further: lists have many, and a configuration may be large.
package struct ScheduleText: Hashable, Sendable {
  /// `schedule_type`, whatever it says.
  package let type: String
  /// `schedule_time`; `nil`: none was given.
  package let time: String?
  /// `schedule_config` as JSON text; `nil`: none was given, or it was not asked for.
  package let config: String?

  package init(type: String, time: String?, config: String?) {
    self.type = type
    self.time = time
    self.config = config
  }

  /// The same, read.
  package var read: StoredSchedule {
    StoredSchedule(
      type: type, time: time, config: config.map { (try? JSON(stored: $0)) ?? .string($0) })
  }
}
