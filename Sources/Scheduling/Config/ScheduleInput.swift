/// A schedule as the JSON API and the forms give it: `schedule_type`, `schedule_time` and
/// `schedule_config`.
package struct ScheduleInput: Hashable, Sendable {
  /// `daily`, `weekly`, `monthly` or `custom`.
  package var type: String?
  /// `HH:MM`; for `custom`, the text where the config has no `customInterval`.
  package var time: String?
  /// `schedule_config`; nil is the same as `null`.
  package var config: ConfigValue?

  /// The three as they were given; nil is what was not.
  package init(type: String?, time: String?, config: ConfigValue? = nil) {
    self.type = type
    self.time = time
    self.config = config
  }
}

/// One fault of a schedule.
package struct ScheduleFault: Error, Hashable, Sendable {
  /// As in the JSON body: `["schedule_time"]`, `["schedule_config", "days", "2"]`.
  package let path: [String]
  /// What is wrong and what would be right.
  package let message: String
  /// In characters from the beginning of a text; nil where the fault is not within a text.
  package let position: Int?
  /// Whether what the schedule needs there was not given at all.
  package let isMissing: Bool

  /// - Parameters:
  ///   - path: as in the JSON body.
  ///   - message: what is wrong and what would be right.
  ///   - position: in characters from the beginning of a text.
  ///   - isMissing: whether nothing was given there.
  package init(
    path: [String], message: String, position: Int? = nil, isMissing: Bool = false
  ) {
    self.path = path
    self.message = message
    self.position = position
    self.isMissing = isMissing
  }

  static func missing(_ path: [String], _ wanted: String) -> ScheduleFault {
    ScheduleFault(path: path, message: "missing; \(wanted)", isMissing: true)
  }
}

/// All faults of a schedule, one for each field; never empty.
package struct ScheduleFaults: Error, Sendable {
  /// In the order in which the schedule is read.
  package let faults: [ScheduleFault]
}
