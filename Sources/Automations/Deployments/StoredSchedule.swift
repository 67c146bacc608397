package import OrderedJSON
package import Scheduling

/// A schedule as it was given, kept to the letter.
package struct StoredSchedule: Hashable, Sendable {
  /// `schedule_type`; nothing is checked before the calculus reads it.
  package let type: String
  /// `schedule_time`; `nil`: none was given.
  package let time: String?
  /// `schedule_config` as it came.
  package let config: JSON?
  /// What holds where the three say nothing: with what is deployed, that of its deployment.
  package let defaults: ScheduleDefaults

  /// A schedule as it was given, and what holds where it says nothing.
  package init(
    type: String, time: String?, config: JSON?, defaults: ScheduleDefaults = ScheduleDefaults()
  ) {
    self.type = type
    self.time = time
    self.config = config
    self.defaults = defaults
  }

  /// The same, as it would be deployed now.
  package func settled(by defaults: ScheduleDefaults) -> StoredSchedule {
    StoredSchedule(type: type, time: time, config: config, defaults: defaults)
  }

  /// The name of the zone that it is in, whether it is one or not.
  package var timezone: String { config?["timezone"]?.text ?? defaults.timezone }

  /// What the calculus reads; an empty type is none.
  package var input: ScheduleInput {
    ScheduleInput(
      type: type.isEmpty ? nil : type, time: time, config: config, defaults: defaults)
  }
}
