import Scheduling

/// Which local dates and minutes a random schedule has, and how to write it.
struct Plan {
  let type: String
  let time: String
  var config: [ConfigValue.Member] = []
  var isWildcard = false
  let dates: (PlainDate) -> Bool
  let minutes: [Bool]

  init(_ dice: inout Dice, anchorDay: Int, anchorMinute: Int) {
    let minute = dice.chance(60) ? dice.number(0...210) : dice.number(0...1439)
    let clock = Plan.clock(minute)
    switch dice.number(0...9) {
    case 0:
      (type, time) = ("daily", clock)
      dates = { _ in true }
      minutes = Plan.minutes { $0 == minute }
    case 1:
      (type, time) = ("weekly", clock)
      let days = dice.some(0...6, upTo: 4)
      let names = ["Sun", "monday", "Tuesday", "wed", "THU", "Friday", "sat"]
      config = [.init(key: "days", value: .array(days.map { .string(names[$0]) }))]
      dates = { days.contains($0.weekday) }
      minutes = Plan.minutes { $0 == minute }
    case 2:
      (type, time) = ("monthly", clock)
      let days = dice.some(1...31, upTo: 3)
      let isClamped = dice.chance(50)
      config = [
        .init(key: "day_of_month", value: .array(days.map { .number("\($0)") })),
        .init(key: "short_month", value: .string(isClamped ? "last_day" : "skip")),
      ]
      minutes = Plan.minutes { $0 == minute }
      dates = { date in
        let isLast = date.day == date.monthLength
        return days.contains(date.day)
          || (isClamped && isLast && days.contains { $0 > date.monthLength })
      }
    case 3:
      let period = dice.pick([1, 2, 5, 10, 15, 20, 30, 40, 45, 60, 90, 96, 120, 180, 240, 360, 720])
      (type, time) = ("custom", "every \(period) minutes")
      isWildcard = period <= 60
      dates = { _ in true }
      minutes = Plan.minutes { $0 % period == 0 }
    case 4:
      let days = dice.number(2...9)
      let hasTime = dice.chance(50)
      (type, time) = ("custom", hasTime ? "every \(days) days at \(clock)" : "P\(days)D")
      let wanted = hasTime ? minute : anchorMinute
      minutes = Plan.minutes { $0 == wanted }
      dates = { $0.number >= anchorDay && ($0.number - anchorDay) % days == 0 }
    case 5:
      let weeks = dice.number(2...3)
      (type, time) = ("custom", "every \(weeks) weeks on mon, thu and sunday at \(clock)")
      let monday = anchorDay - (PlainDate.all[anchorDay].weekday + 6) % 7
      minutes = Plan.minutes { $0 == minute }
      dates = { date in
        date.number >= monday && (date.number - monday) / 7 % weeks == 0
          && [0, 1, 4].contains(date.weekday)
      }
    default:
      let cron = PlainCron(&dice)
      (type, time) = ("custom", cron.text)
      isWildcard = cron.isWildcard
      dates = cron.dates
      minutes = Plan.minutes(cron.minutes)
    }
  }

  private static func minutes(_ fits: (Int) -> Bool) -> [Bool] {
    (0..<1440).map(fits)
  }

  static func clock(_ minute: Int) -> String {
    let padded = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return "\(padded(minute / 60)):\(padded(minute % 60))"
  }
}
