import TestSupport

/// A random cron expression and its meaning, field by field.
struct PlainCron {
  let text: String
  /// Day of the month, month and day of the week.
  let dayFields: String
  let isWildcard: Bool
  let dates: (PlainDate) -> Bool
  let minutes: (Int) -> Bool

  init(_ dice: inout Dice) {
    let minutes = Self.field(&dice, 0...59)
    let hours = Self.field(&dice, dice.chance(60) ? 0...3 : 0...23, maximum: 23)
    let months = dice.chance(70) ? ("*", Set(1...12)) : Self.field(&dice, 1...12)
    let days = Self.dayOfMonth(&dice)
    let weekdays = Self.dayOfWeek(&dice)
    dayFields = "\(days.text) \(months.0) \(weekdays.text)"
    text = "\(minutes.0) \(hours.0) \(dayFields)"
    isWildcard = minutes.0.hasPrefix("*") || hours.0.hasPrefix("*")
    let isBoth =
      days.text.first.map { "*?".contains($0) } ?? false
      || weekdays.text.first.map { "*?".contains($0) } ?? false
    self.minutes = { minutes.1.contains($0 % 60) && hours.1.contains($0 / 60) }
    dates = { date in
      guard months.1.contains(date.month) else { return false }
      return isBoth
        ? days.fits(date) && weekdays.fits(date) : days.fits(date) || weekdays.fits(date)
    }
  }

  typealias DayField = (text: String, fits: (PlainDate) -> Bool)

  private static func field(
    _ dice: inout Dice, _ range: ClosedRange<Int>, maximum: Int? = nil
  ) -> (String, Set<Int>) {
    let all = range.lowerBound...(maximum ?? range.upperBound)
    let first = dice.number(range)
    let last = dice.number(first...range.upperBound)
    let step = dice.number(1...7)
    switch dice.number(0...5) {
    case 0: return ("*", Set(all))
    case 1:
      return ("*/\(step)", Set(stride(from: all.lowerBound, through: all.upperBound, by: step)))
    case 2: return ("\(first)-\(last)/\(step)", Set(stride(from: first, through: last, by: step)))
    case 3: return ("\(first)/\(step)", Set(stride(from: first, through: all.upperBound, by: step)))
    case 4: return ("\(first)-\(last),\(first)", Set(first...last))
    default:
      let values = dice.some(range, upTo: 4)
      return (values.map(String.init).joined(separator: ","), Set(values))
    }
  }

  private static func dayOfMonth(_ dice: inout Dice) -> DayField {
    switch dice.number(0...10) {
    case 0: return ("L", { $0.day == $0.monthLength })
    case 1:
      let back = dice.number(1...30)
      return ("L-\(back)", { $0.day == $0.monthLength - back })
    case 2: return ("LW", { isWorkday($0, nearest: $0.monthLength) })
    case 3:
      let day = dice.number(1...31)
      return ("\(day)W", { isWorkday($0, nearest: day) })
    case 4...6: return (dice.pick(["*", "?"]), { _ in true })
    case 7: return ("1-31", { _ in true })
    case 8: return mixed(&dice, of: dayOfMonth)
    default:
      let field = field(&dice, 1...31)
      return (field.0, { field.1.contains($0.day) })
    }
  }

  /// Two in a list, in which `?` does not stand.
  private static func mixed(
    _ dice: inout Dice, of field: (inout Dice) -> DayField
  ) -> DayField {
    let (left, right) = (field(&dice), field(&dice))
    guard left.text != "?" else { return left }
    guard right.text != "?" else { return right }
    return ("\(left.text),\(right.text)", { left.fits($0) || right.fits($0) })
  }

  static func isWorkday(_ date: PlainDate, nearest day: Int) -> Bool {
    day <= date.monthLength && date.day == workday(nearest: day, date)
  }

  /// By Quartz's description: the nearest of Monday to Friday that is in the same month.
  private static func workday(nearest day: Int, _ date: PlainDate) -> Int {
    let candidates = [0, -1, 1, -2, 2].map { day + $0 }.filter {
      (1...date.monthLength).contains($0)
    }
    return candidates.first { candidate in
      let weekday = PlainDate.all[date.number - date.day + candidate].weekday
      return weekday != 0 && weekday != 6
    } ?? 0
  }

  private static func dayOfWeek(_ dice: inout Dice) -> DayField {
    let names = ["SUN", "mon", "Tue", "WED", "thu", "FRI", "sat"]
    let day = dice.number(0...6)
    switch dice.number(0...10) {
    case 0:
      let nth = dice.number(1...5)
      return ("\(names[day])#\(nth)", { $0.weekday == day && ($0.day - 1) / 7 == nth - 1 })
    case 1: return ("\(day)L", { $0.weekday == day && $0.day > $0.monthLength - 7 })
    case 2:
      let last = dice.number(0...6)
      let length = (last - day + 7) % 7
      return ("\(names[day])-\(names[last])", { ($0.weekday - day + 7) % 7 <= length })
    case 3...6: return (dice.pick(["*", "?"]), { _ in true })
    case 7: return mixed(&dice, of: dayOfWeek)
    default:
      let days = dice.some(0...7, upTo: 3)
      return (
        days.map(String.init).joined(separator: ","),
        { day in days.contains { $0 % 7 == day.weekday } }
      )
    }
  }
}
