extension ConfigReader {
  static let timePath = ["schedule_time"]
  static let textPath = ["schedule_config", "customInterval"]

  /// Where the schedule itself stands.
  func path(ofTextIn input: ScheduleInput) -> [String] {
    let hasText = input.type == "custom" && value("customInterval") != nil
    return hasText ? Self.textPath : Self.timePath
  }

  /// The text of a `custom` schedule: `customInterval`, else `schedule_time`.
  mutating func custom(
    _ time: String?, _ settings: ScheduleSettings?, _ notices: inout [Notice]
  ) -> Recurrence? {
    let time = time.flatMap { $0.isEmpty ? nil : $0 }
    guard value("customInterval") != nil else {
      guard let time else {
        add(.missing(Self.timePath, "write a schedule, as “every 2 hours” or “0 9 * * 1-5”"))
        return nil
      }
      return recurrence(time, settings, at: Self.timePath)
    }
    guard let text = text("customInterval", as: "a schedule"),
      let recurrence = recurrence(text, settings, at: Self.textPath)
    else { return nil }
    guard let time else { return recurrence }
    if let minute = Self.minuteOfDay(time) {
      if case .calendar(let days, times: []) = recurrence {
        return .calendar(days, times: [minute])
      }
      if case .calendar(_, times: [minute]) = recurrence { return recurrence }
      notices.append(.timeIgnored(time))
      return recurrence
    }
    do { rival = try Recurrence(time, in: settings) } catch {
      // A time alone is meant as that of the other text, not as a schedule.
      let isTimeAlone = [.timesWithoutDays, .badTime(time)].contains(error.problem)
      add(
        isTimeAlone
          ? Self.fault(ofTime: time) : ScheduleFault(path: Self.timePath, error, in: time))
    }
    return recurrence
  }

  private mutating func recurrence(
    _ text: String, _ settings: ScheduleSettings?, at path: [String]
  ) -> Recurrence? {
    do {
      return try Recurrence(text, in: settings)
    } catch {
      add(ScheduleFault(path: path, error, in: text))
      return nil
    }
  }
}

extension ConfigReader {
  static func fault(ofRival time: String) -> ScheduleFault {
    ScheduleFault(
      path: timePath,
      message: "“\(time.shortened)” and schedule_config.customInterval say different things; "
        + "leave one of them out")
  }
}

extension ScheduleFault {
  fileprivate init(path: [String], _ fault: TextFault, in text: String) {
    let place = fault.position < text.count ? "at character \(fault.position + 1)" : "at the end"
    let message = fault.problem == .empty ? fault.message : "\(fault.message) (\(place))"
    self.init(path: path, message: message, position: fault.position)
  }
}
