import OrderedJSON
import Scheduling
import TestSupport

/// Which local dates and minutes a random schedule has, and how to write it.
struct Plan {
  var type = "custom"
  var time: String
  var config: [JSON.Member] = []
  var isWildcard = false
  /// Minutes between runs in real time from the anchor on, where that is what counts.
  var elapsed: Int?
  var dates: (PlainDate) -> Bool = { _ in true }
  /// Each of the 1440 minutes.
  var minutes: [Bool]

  /// The local date and minute that it counts from.
  struct Anchor {
    let day: Int
    let minute: Int

    var date: PlainDate { PlainDate.all[day] }
  }

  static func random(_ dice: inout Dice, _ anchor: Anchor) -> Plan {
    switch dice.number(0...16) {
    case 0:
      let minute = minute(&dice)
      return Plan(type: "daily", time: clock(minute), minutes: at(minute))
    case 1: return weekly(&dice)
    case 2: return monthly(&dice)
    case 3: return grid(&dice)
    case 4: return window(&dice)
    case 5: return wholeDays(&dice, anchor)
    case 6: return weeks(&dice, anchor)
    case 7: return months(&dice, anchor)
    case 8: return ordinal(&dice)
    case 9: return weekdays(&dice)
    case 10: return elapsed(&dice)
    case 11: return years(&dice, anchor)
    case 12: return monthDays(&dice, anchor)
    default:
      let cron = PlainCron(&dice)
      return Plan(
        time: cron.text, isWildcard: cron.isWildcard, dates: cron.dates,
        minutes: minutes(cron.minutes))
    }
  }

  private static func weekly(_ dice: inout Dice) -> Plan {
    let minute = minute(&dice)
    let days = dice.some(0...6, upTo: 4)
    let names = ["Sun", "monday", "Tuesday", "wed", "THU", "Friday", "sat"]
    return Plan(
      type: "weekly", time: clock(minute),
      config: [.init("days", .array(days.map { .string(names[$0]) }))],
      dates: { days.contains($0.weekday) }, minutes: at(minute))
  }

  private static func monthly(_ dice: inout Dice) -> Plan {
    let minute = minute(&dice)
    let days = dice.days(upTo: 3)
    let hasLast = dice.chance(20)
    let isClamped = dice.chance(50)
    let last: [JSON] = hasLast ? ["last"] : []
    return Plan(
      type: "monthly", time: clock(minute),
      config: [
        .init("day_of_month", .array(days.map { .number("\($0)") } + last)),
        .init("short_month", .string(isClamped ? "last_day" : "skip")),
      ],
      dates: { date in
        let isLast = date.day == date.monthLength
        return days.contains(date.day) || hasLast && isLast
          || (isClamped && isLast && days.contains { $0 > date.monthLength })
      }, minutes: at(minute))
  }
}

extension Plan {
  /// More often than not in the hours in which clocks change.
  static func minute(_ dice: inout Dice) -> Int {
    dice.chance(60) ? dice.number(0...210) : dice.number(0...1439)
  }

  static func minutes(_ fits: (Int) -> Bool) -> [Bool] { (0..<1440).map(fits) }

  static func at(_ minute: Int) -> [Bool] { minutes { $0 == minute } }

  static func clock(_ minute: Int) -> String {
    let padded = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return "\(padded(minute / 60)):\(padded(minute % 60))"
  }
}
