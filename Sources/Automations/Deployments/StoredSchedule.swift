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

  package init(type: String, time: String?, config: JSON?) {
    self.type = type
    self.time = time
    self.config = config
  }

  /// What the calculus reads; an empty type is none.
  package var input: ScheduleInput {
    ScheduleInput(type: type.isEmpty ? nil : type, time: time, config: config?.configValue)
  }
}

extension JSON {
  /// The same value in the calculus' own type.
  package var configValue: ConfigValue {
    switch self {
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let digits): .number(digits)
    case .string(let text): .string(text)
    case .array(let elements): .array(elements.map(\.configValue))
    case .object(let members):
      .object(members.map { ConfigValue.Member(key: $0.key, value: $0.value.configValue) })
    }
  }
}
