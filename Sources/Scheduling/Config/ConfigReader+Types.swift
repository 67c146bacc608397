extension ConfigReader {
  /// What `schedule_type` and its own keys say; nil when they have a fault.
  mutating func recurrence(
    _ input: ScheduleInput, _ settings: ScheduleSettings?, _ notices: inout [Notice]
  ) -> Recurrence? {
    switch input.type {
    case "daily":
      return time(input.time).map { .calendar(.every(days: 1), times: [$0]) }
    case "weekly":
      let days = weeklyDays()
      guard let time = time(input.time), let days else { return nil }
      return .calendar(.weeks(every: 1, days), times: [time])
    case "monthly":
      let days = monthDays(&notices)
      guard let time = time(input.time), let days else { return nil }
      return .calendar(.months(every: 1, days), times: [time])
    case "custom":
      return custom(input.time, settings, &notices)
    default:
      add(Self.fault(ofUnknownType: input.type))
      return nil
    }
  }

  private static func fault(ofUnknownType type: String?) -> ScheduleFault {
    let path = ["schedule_type"]
    let types = ["daily", "weekly", "monthly", "custom"]
    let allowed = "write one of \(types.joined(separator: ", "))"
    guard let type else { return .missing(path, allowed) }
    let nearest = Spelling.nearest(to: type.lowercased(), among: types)
    let hint = nearest.map { "did you mean \"\($0)\"?" } ?? allowed
    return ScheduleFault(
      path: path, message: "“\(type.shortened)” is no type of schedule; \(hint)")
  }

  /// Exactly `HH:MM` or `H:MM`, in minutes of the day.
  static func minuteOfDay(_ text: String) -> Int? {
    var reader = DigitReader(text.utf8)
    guard let first = reader.digit() else { return nil }
    let hour = reader.digit().map { first * 10 + $0 } ?? first
    guard hour < 24, reader.skip(":"), let minute = reader.number(digits: 2), minute < 60,
      reader.isAtEnd
    else { return nil }
    return hour * 60 + minute
  }

  private mutating func time(_ text: String?) -> Int? {
    guard let text else {
      add(.missing(Self.timePath, "write a time as 09:00"))
      return nil
    }
    if let minute = Self.minuteOfDay(text) { return minute }
    add(Self.fault(ofTime: text))
    return nil
  }

  static func fault(ofTime text: String) -> ScheduleFault {
    ScheduleFault(
      path: timePath,
      message: "“\(text.shortened)” is no time of day; write HH:MM from 00:00 to 23:59")
  }

  private mutating func weeklyDays() -> WeekdaySet? {
    guard value("days") != nil else {
      add(
        .missing(["schedule_config", "days"], "name at least one day of the week, as Monday"))
      return nil
    }
    guard let days = weekdays("days") else { return nil }
    if !days.isEmpty { return days }
    fault(["days"], "the list is empty; name at least one day of the week, as Monday")
    return nil
  }

  private mutating func monthDays(_ notices: inout [Notice]) -> MonthDays? {
    enum Rule: String, CaseIterable {
      case lastDay = "last_day"
      case skip
    }
    let rule: Rule = choice(value("short_month"), ["short_month"], default: .lastDay)
    var days = MonthDays(clampsShortMonths: rule == .lastDay)
    guard let value = value("day_of_month") else {
      notices.append(.dayOfMonthMissing)
      days.days = 1 << 1
      return days
    }
    let values: [ConfigValue]
    if case .array(let list) = value { values = list } else { values = [value] }
    if values.isEmpty {
      fault(["day_of_month"], "the list is empty; write 1–31 or \"last\"")
      return nil
    }
    var strangers = 0
    for (index, item) in values.enumerated() where strangers < Self.maximumFaults {
      if item == .string("last") {
        days.fromLast |= 1
      } else if case .number(let text) = item, let day = Int(text), (1...31).contains(day) {
        days.days |= 1 << UInt32(day)
      } else {
        let isList = if case .array = value { true } else { false }
        fault(
          isList ? ["day_of_month", "\(index)"] : ["day_of_month"],
          "\(item.shown) is not allowed; write a number from 1 to 31, \"last\", or a list of these")
        strangers += 1
      }
    }
    return strangers == 0 ? days : nil
  }
}

extension ScheduleInput {
  /// Whether a text is what `schedule_time` takes for the first three types: `HH:MM` or `H:MM`, from
  /// 00:00 to 23:59.
  package static func isTimeOfDay(_ text: String) -> Bool { ConfigReader.minuteOfDay(text) != nil }
}
