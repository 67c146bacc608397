extension CronExpression {
  private static let allMinutes: UInt64 = 1 << 60 - 1
  private static let allHours: UInt32 = 1 << 24 - 1

  /// `at 09:00 on weekdays`, `every 15 minutes from 09:00 to 17:45 on the 1st of every month`.
  var phrase: String {
    let all = times.all
    let days = days.phrase
    if all.count <= 6 {
      let terms = ["at " + all.map(\.clock).listed, self.days.isEveryDay ? "every day" : "", days]
      return terms.filter { !$0.isEmpty }.joined(separator: " ")
    }
    let times = evenTimes(all) ?? timesPhrase
    return days.isEmpty ? times : times + " " + days
  }

  /// `every 2 hours`, `every 2 hours from 08:05 to 20:05`, of times that are equally far apart.
  private func evenTimes(_ all: [Int]) -> String? {
    let step = all[1] - all[0]
    guard zip(all.dropFirst(), all).allSatisfy({ $0 - $1 == step }) else { return nil }
    let text = "every " + spoken(step, omittingOne: true)
    let (first, last) = (all[0], all[all.count - 1])
    if first == 0, last + step == 1440 { return text }
    // The same few minutes of every hour are better told as such.
    if hours == Self.allHours, minutes.nonzeroBitCount <= 6 { return nil }
    return "\(text) from \(first.clock) to \(last.clock)"
  }

  private var timesPhrase: String {
    let minutePart: String
    if let step = minuteStep {
      minutePart = "every " + spoken(step, omittingOne: true)
    } else {
      let noun = minutes.nonzeroBitCount == 1 ? "minute" : "minutes"
      minutePart = "at \(noun) \((0..<60).filter(hasMinute).inRuns.listed) past the hour"
    }
    return hours == Self.allHours ? minutePart : minutePart + hoursPhrase
  }

  private func hasMinute(_ minute: Int) -> Bool { minutes >> UInt64(minute) & 1 == 1 }

  /// The distance of minutes that are spread evenly over the hour.
  private var minuteStep: Int? {
    let count = minutes.nonzeroBitCount
    guard minutes & 1 == 1, 60 % count == 0 else { return nil }
    let step = 60 / count
    return stride(from: 0, to: 60, by: step).allSatisfy(hasMinute) ? step : nil
  }

  private var hoursPhrase: String {
    let first = hours.trailingZeroBitCount
    let last = 31 - hours.leadingZeroBitCount
    if hours.nonzeroBitCount == last - first + 1 {
      let lastMinute = 63 - minutes.leadingZeroBitCount
      return
        " from \((first * 60 + minutes.trailingZeroBitCount).clock) to \((last * 60 + lastMinute).clock)"
    }
    return " in the hours " + (0..<24).filter { hours >> UInt32($0) & 1 == 1 }.inRuns.listed
  }
}

extension [Int] {
  /// `0 to 29`, `45`: numbers in order, three and more in a row as one.
  fileprivate var inRuns: [String] {
    var runs: [ClosedRange<Int>] = []
    for number in self {
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return runs.flatMap { run in
      run.count < 3 ? run.map(String.init) : ["\(run.lowerBound) to \(run.upperBound)"]
    }
  }
}
