package import OrderedJSON

/// A schedule as the JSON API and the forms give it: `schedule_type`, `schedule_time` and
/// `schedule_config`.
package struct ScheduleInput: Hashable, Sendable {
  /// What `type` may be.
  package static let types = ["daily", "weekly", "monthly", "custom"]

  /// One of `types`.
  package var type: String?
  /// A time of day, or `Monday at 3pm` for a type whose days are given nowhere else; for `custom`, the
  /// text where the config has no `customInterval`.
  package var time: String?
  /// `schedule_config`; nil is the same as `null`.
  package var config: JSON?
  /// What holds where the three say nothing.
  package var defaults: ScheduleDefaults

  /// The three as they were given; nil is what was not.
  package init(
    type: String?, time: String?, config: JSON? = nil,
    defaults: ScheduleDefaults = ScheduleDefaults()
  ) {
    self.type = type
    self.time = time
    self.config = config
    self.defaults = defaults
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
  /// Whole texts that would be right at the path, the likeliest first: one for each thing that was
  /// perhaps meant. Few; often none.
  package let offers: [String]

  /// - Parameters:
  ///   - path: as in the JSON body.
  ///   - message: what is wrong and what would be right.
  ///   - position: in characters from the beginning of a text.
  ///   - isMissing: whether nothing was given there.
  ///   - offers: whole texts that would be right.
  package init(
    path: [String], message: String, position: Int? = nil, isMissing: Bool = false,
    offers: [String] = []
  ) {
    self.path = path
    self.message = message
    self.position = position
    self.isMissing = isMissing
    self.offers = offers
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
