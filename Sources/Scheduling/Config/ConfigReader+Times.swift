import OrderedJSON

extension ConfigReader {
  /// Notes what is wrong with a time of day.
  mutating func add(
    faultOfTime text: String, _ problem: TimeOfDay.Problem, _ settings: ScheduleSettings?
  ) {
    let shown = "“\(text.shortened)”"
    switch problem {
    case .bareHour(let hour):
      let readings = TimeOfDay.readings(ofBareHour: hour).map(\.clock)
      let message =
        readings.count == 1
        ? "\(shown) is no time of day; write \(readings[0])"
        : "\(shown) may be \(readings.listed(by: "or")); write the one that is meant"
      add(ScheduleFault(path: Self.timePath, message: message, offers: readings))
    case .seconds:
      add(
        ScheduleFault(
          path: Self.timePath,
          message:
            "\(shown) has seconds, which are not supported; write HH:MM from 00:00 to 23:59"))
    case .none:
      let isZone = addZone(in: text, at: Self.timePath, settings, isNamed: false) {
        Self.times(meantBy: $0).map(\.clock)
      }
      if isZone { return }
      let meant = Self.times(meantBy: text).map(\.clock)
      let write = meant.isEmpty ? "HH:MM from 00:00 to 23:59" : meant.listed(by: "or")
      add(
        ScheduleFault(
          path: Self.timePath, message: "\(shown) is no time of day; write \(write)",
          offers: meant))
    }
  }

  /// The minutes of the day that a text may mean which says a time in one way or another.
  private static func times(meantBy text: String) -> [Int] {
    do throws(TimeOfDay.Problem) {
      return [try TimeOfDay(text).minute]
    } catch {
      if case .bareHour(let hour) = error { return TimeOfDay.readings(ofBareHour: hour) }
      if case .seconds = error { return [] }
      return TimeOfDay.meant(by: text).map { [$0] } ?? Recurrence.timesOfDay(text)
    }
  }
}

extension Recurrence {
  /// The minutes of the day that a text may mean which says one time of day and nothing else:
  /// 09:30 and 21:30 of `half past nine`.
  static func timesOfDay(_ text: String) -> [Int] {
    guard text.utf8.count <= Limits.scheduleTextCharacters else { return [] }
    let front = text.lowercased().hasPrefix("at ") ? "every day " : "every day at "
    return ConfigReader.readings(of: front + text, nil) { $0.time != nil }
      .compactMap { (try? Recurrence($0, in: nil))?.time }
  }

  /// Of every day, where there is one.
  private var time: Int? {
    if case .calendar(.every(days: 1), let times) = self, times.count == 1 { times[0] } else { nil }
  }
}
