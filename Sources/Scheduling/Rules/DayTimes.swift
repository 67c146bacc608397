/// The minutes of a day at which a schedule runs.
struct DayTimes: Hashable, Sendable {
  /// Bit n is hour n.
  private(set) var hours: UInt32
  /// Bit n is minute n, the same in every hour, unless `minutesByHour` says otherwise.
  private let minutes: UInt64
  /// 24 words, or none.
  private var minutesByHour: [UInt64] = []

  /// Every one of the minutes in every one of the hours, as cron has it; both not empty.
  init(hours: UInt32, minutes: UInt64) {
    self.hours = hours
    self.minutes = minutes
  }

  /// - Parameter minutesOfDay: 0..<1440, in any order.
  init(_ minutesOfDay: some Sequence<Int>) {
    hours = 0
    minutes = 0
    minutesByHour = [UInt64](repeating: 0, count: 24)
    for minute in minutesOfDay {
      hours |= 1 << UInt32(minute / 60)
      minutesByHour[minute / 60] |= 1 << UInt64(minute % 60)
    }
  }

  /// The first time of the day, in minutes.
  var first: Int { next(atOrAfter: 0) ?? 0 }

  /// The least time that is not before a minute of the day.
  func next(atOrAfter minute: Int) -> Int? {
    let hour = minute / 60
    guard hour < 24 else { return nil }
    if hours >> UInt32(hour) & 1 == 1 {
      let rest = minutes(in: hour) >> UInt64(minute % 60)
      if rest != 0 { return minute + rest.trailingZeroBitCount }
    }
    let later = hours & ~(UInt32(2) << UInt32(hour) &- 1)
    guard later != 0 else { return nil }
    let next = later.trailingZeroBitCount
    return next * 60 + minutes(in: next).trailingZeroBitCount
  }

  /// All of them, in order.
  var all: [Int] {
    var times: [Int] = []
    var minute = 0
    while let next = next(atOrAfter: minute) {
      times.append(next)
      minute = next + 1
    }
    return times
  }

  private func minutes(in hour: Int) -> UInt64 {
    minutesByHour.isEmpty ? minutes : minutesByHour[hour]
  }
}
