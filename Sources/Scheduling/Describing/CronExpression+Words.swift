extension CronExpression {
  private static let allMinutes: UInt64 = 1 << 60 - 1
  private static let allHours: UInt32 = 1 << 24 - 1

  /// `at 09:00 on weekdays`, `every 15 minutes from 09:00 to 17:45 on the 1st of every month`.
  var phrase: String {
    let all = times.all
    let days = days.phrase
    if all.count <= 6 {
      return "at " + all.map(\.clock).listed + " " + (days.isEmpty ? "every day" : days)
    }
    return days.isEmpty ? timesPhrase : timesPhrase + " " + days
  }

  private var timesPhrase: String {
    let minutePart: String
    if let step = minuteStep {
      minutePart = "every " + spoken(step, omittingOne: true)
    } else {
      let list = (0..<60).filter { minutes >> UInt64($0) & 1 == 1 }.map { "\($0)" }.listed
      let noun = minutes.nonzeroBitCount == 1 ? "minute" : "minutes"
      minutePart = "at \(noun) \(list) past the hour"
    }
    return hours == Self.allHours ? minutePart : minutePart + hoursPhrase
  }

  /// The distance of minutes that are spread evenly over the hour.
  private var minuteStep: Int? {
    let count = minutes.nonzeroBitCount
    guard minutes & 1 == 1, 60 % count == 0 else { return nil }
    let step = 60 / count
    let isEven = stride(from: 0, to: 60, by: step).allSatisfy { minutes >> UInt64($0) & 1 == 1 }
    return isEven ? step : nil
  }

  private var hoursPhrase: String {
    let first = hours.trailingZeroBitCount
    let last = 31 - hours.leadingZeroBitCount
    if hours.nonzeroBitCount == last - first + 1 {
      let lastMinute = 63 - minutes.leadingZeroBitCount
      return
        " from \((first * 60 + minutes.trailingZeroBitCount).clock) to \((last * 60 + lastMinute).clock)"
    }
    let list = (0..<24).filter { hours >> UInt32($0) & 1 == 1 }.map { "\($0)" }.listed
    return " in the hours \(list)"
  }
}
