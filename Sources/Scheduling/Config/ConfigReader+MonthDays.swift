import OrderedJSON

extension ConfigReader {
  /// What becomes of a day in months that are shorter.
  enum ShortMonth: String, CaseIterable {
    case lastDay = "last_day"
    case skip
  }

  /// `day_of_month`; nil where it has a fault.
  /// - Parameter time: that of the schedule, for the text that says the same where a day is none by
  ///   number.
  mutating func monthDays(
    _ rule: ShortMonth, _ time: String?, _ settings: ScheduleSettings?, _ notices: inout [Notice]
  ) -> MonthDays? {
    var days = MonthDays(clampsShortMonths: rule == .lastDay)
    guard let value = value("day_of_month") else {
      notices.append(.dayOfMonthMissing)
      days.days = 1 << 1
      return days
    }
    let values: [JSON]
    if case .array(let list) = value { values = list } else { values = [value] }
    if values.isEmpty {
      fault(["day_of_month"], "the list is empty; write 1–31 or \"last\"")
      return nil
    }
    var strangers = 0
    for (index, item) in values.enumerated() where strangers < Limits.faultsTold {
      if item == .string("last") {
        days.fromLast |= 1
      } else if let day = item.integer, (1...31).contains(day) {
        days.days |= 1 << UInt32(day)
      } else {
        let isList = if case .array = value { true } else { false }
        fault(
          isList ? ["day_of_month", "\(index)"] : ["day_of_month"],
          "\(item.shown) is not allowed; "
            + (Self.hint(for: item, at: time, settings)
              ?? "write a number from 1 to 31, \"last\", or a list of these"))
        strangers += 1
      }
    }
    return strangers == 0 ? days : nil
  }

  /// Of `first monday`, the text of a custom schedule that says it; of `15th`, its number.
  private static func hint(
    for item: JSON, at time: String?, _ settings: ScheduleSettings?
  ) -> String? {
    guard case .string(let text) = item else { return nil }
    let isOfMonth = { (recurrence: Recurrence) in recurrence.daysOfTheMonth != nil }
    guard let day = readings(of: text, settings, isTaken: isOfMonth).first,
      let days = (try? Recurrence(day, in: settings))?.daysOfTheMonth
    else { return nil }
    let dates = (1...31).filter {
      days == MonthDays(days: 1 << UInt32($0), clampsShortMonths: true)
    }
    if let date = dates.first { return "write \(date)" }
    var last = MonthDays(clampsShortMonths: true)
    last.fromLast = 1
    if days == last { return "write \"last\"" }
    let clock = time.flatMap { try? TimeOfDay($0) }.map { " at \($0.minute.clock)" } ?? ""
    let timed = day + clock
    let isRead = (try? Recurrence(timed, in: settings))?.daysOfTheMonth == days
    return "choose the type custom for that, and write there “\(isRead ? timed : day)”"
  }
}

extension Recurrence {
  /// Those of every month; nil for all others.
  fileprivate var daysOfTheMonth: MonthDays? {
    if case .calendar(.months(every: 1, let days?), _) = self { days } else { nil }
  }
}
