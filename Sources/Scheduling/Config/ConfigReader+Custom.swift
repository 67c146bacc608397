extension ConfigReader {
  static let timePath = ["schedule_time"]
  static let textPath = ["schedule_config", "customInterval"]

  /// The text of a `custom` schedule: `customInterval`, else `schedule_time`.
  mutating func custom(
    _ time: String?, _ zone: TimeZoneRules?, _ notices: inout [Notice]
  ) -> Recurrence? {
    let time = time.flatMap { $0.isEmpty ? nil : $0 }
    guard value("customInterval") != nil else {
      guard let time else {
        let message = "missing; write a schedule, as “every 2 hours” or “0 9 * * 1-5”"
        add(ScheduleFault(path: Self.timePath, message: message))
        return nil
      }
      return recurrence(time, zone, at: Self.timePath)
    }
    guard let text = text("customInterval", as: "a schedule"),
      let recurrence = recurrence(text, zone, at: Self.textPath)
    else { return nil }
    guard let time else { return recurrence }
    if let minute = Self.minuteOfDay(time) {
      if case .calendar(let days, times: []) = recurrence {
        return .calendar(days, times: [minute])
      }
      if case .calendar(_, times: [minute]) = recurrence { return recurrence }
      notices.append(.timeIgnored(time))
    } else if (try? Recurrence(time, zone: zone)) != recurrence {
      let message =
        "“\(time.prefix(40))” and schedule_config.customInterval say different things; "
        + "leave one of them out"
      add(ScheduleFault(path: Self.timePath, message: message))
    }
    return recurrence
  }

  private mutating func recurrence(
    _ text: String, _ zone: TimeZoneRules?, at path: [String]
  ) -> Recurrence? {
    do {
      return try Recurrence(text, zone: zone)
    } catch {
      add(ScheduleFault(path: path, message: error.message, position: error.position))
      return nil
    }
  }
}
