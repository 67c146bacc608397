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
    return self.recurrence(recurrence, beside: time, settings, &notices)
  }

  /// With `schedule_time` beside its text: a time of day is that of whole-day intervals, another
  /// schedule has to mean the same.
  private mutating func recurrence(
    _ recurrence: Recurrence, beside time: String, _ settings: ScheduleSettings?,
    _ notices: inout [Notice]
  ) -> Recurrence {
    do {
      let read = try TimeOfDay(time)
      if case .calendar(let days, times: []) = recurrence {
        if !read.isPlain { notices.append(.timeRead(time, as: read.minute)) }
        return .calendar(days, times: [read.minute])
      }
      if case .calendar(_, times: [read.minute]) = recurrence { return recurrence }
      notices.append(.timeIgnored(time))
    } catch .none {
      do { rival = try Recurrence(time, in: settings) } catch {
        // A time alone is meant as that of the other text, not as a schedule.
        let isTimeAlone =
          [.timesWithoutDays, .badTime(time)].contains(error.problem)
          || TimeOfDay.meant(by: time) != nil
        if isTimeAlone {
          add(faultOfTime: time, .none, settings)
        } else {
          add(error, of: time, at: Self.timePath, settings)
        }
      }
    } catch {
      add(faultOfTime: time, error, settings)
    }
    return recurrence
  }

  /// What a text says; nil, and a fault is noted, where it cannot be read.
  mutating func recurrence(
    _ text: String, _ settings: ScheduleSettings?, at path: [String]
  ) -> Recurrence? {
    do {
      return try Recurrence(text, in: settings)
    } catch {
      add(error, of: text, at: path, settings)
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
