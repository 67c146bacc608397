import OrderedJSON

extension ConfigReader {
  /// What `schedule_type` and its own keys say; nil when they have a fault.
  mutating func recurrence(
    _ input: ScheduleInput, _ settings: ScheduleSettings?, _ notices: inout [Notice]
  ) -> Recurrence? {
    switch input.type {
    case "daily":
      return time(input.time, settings, &notices).map { .calendar(.every(days: 1), times: [$0]) }
    case "weekly":
      return weekly(input.time, settings, &notices)
    case "monthly":
      return monthly(input.time, settings, &notices)
    case "custom":
      return custom(input.time, settings, &notices)
    default:
      add(Self.fault(ofUnknownType: input.type))
      return nil
    }
  }

  private static func fault(ofUnknownType type: String?) -> ScheduleFault {
    let path = ["schedule_type"]
    let types = ScheduleInput.types
    let allowed = "write one of \(types.joined(separator: ", "))"
    guard let type else { return .missing(path, allowed) }
    let nearest = Spelling.nearest(to: type.lowercased(), among: types)
    let hint = nearest.map { "did you mean \"\($0)\"?" } ?? allowed
    return ScheduleFault(
      path: path, message: "“\(type.shortened)” is no type of schedule; \(hint)")
  }

  private mutating func weekly(
    _ time: String?, _ settings: ScheduleSettings?, _ notices: inout [Notice]
  ) -> Recurrence? {
    if value("days") == nil, let time, Self.isPhrase(time) {
      return phrase(time, settings, as: "weekly", example: "Monday at 15:00") { days in
        if case .weeks(every: 1, _) = days { days } else { nil }
      }
    }
    let days = weeklyDays()
    guard let time = self.time(time, settings, &notices), let days else { return nil }
    return .calendar(.weeks(every: 1, days), times: [time])
  }

  private mutating func monthly(
    _ time: String?, _ settings: ScheduleSettings?, _ notices: inout [Notice]
  ) -> Recurrence? {
    let rule: ShortMonth = choice(value("short_month"), ["short_month"], default: .lastDay)
    if value("day_of_month") == nil, let time, Self.isPhrase(time) {
      let isGiven = value("short_month") != nil
      return phrase(time, settings, as: "monthly", example: "the 15th at 15:00") { days in
        guard case .months(every: 1, var picked?) = days else { return nil }
        if isGiven, picked.days != 0 { picked.clampsShortMonths = rule == .lastDay }
        return .months(every: 1, picked)
      }
    }
    let days = monthDays(rule, time, settings, &notices)
    guard let time = self.time(time, settings, &notices), let days else { return nil }
    return .calendar(.months(every: 1, days), times: [time])
  }

  private mutating func time(
    _ text: String?, _ settings: ScheduleSettings?, _ notices: inout [Notice]
  ) -> Int? {
    guard let text else {
      add(.missing(Self.timePath, "write a time as 09:00"))
      return nil
    }
    do {
      let time = try TimeOfDay(text)
      if !time.isPlain { notices.append(.timeRead(text, as: time.minute)) }
      return time.minute
    } catch {
      add(faultOfTime: text, error, settings)
      return nil
    }
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
}
