import Scheduling
import Testing

/// A schedule as text and config, and beside it what it means in the plainest terms.
struct RandomSchedule {
  var input: ScheduleInput
  var walk: MinuteWalk
  /// The walk without its exclusions.
  var unfiltered: MinuteWalk

  static let zones = [
    "UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Chatham",
    "America/Nuuk", "Antarctica/Troll", "Asia/Kathmandu", "Africa/Cairo", "America/St_Johns",
    "Asia/Beirut", "America/Sao_Paulo", "Pacific/Apia", "Africa/Casablanca", "Europe/Dublin",
    "America/Havana", "Atlantic/Azores", "Asia/Tehran", "America/Scoresbysund", "Pacific/Kwajalein",
  ]

  /// - Parameter anchor: a moment before all that is asked.
  init(_ dice: inout Dice, _ database: TimeZoneDatabase, anchor: Instant) throws {
    let name = dice.pick(Self.zones)
    let zone = try #require(database.zone(named: name))
    var config: [ConfigValue.Member] = [.init(key: "timezone", value: .string(name))]
    let local = anchor.seconds + Int64(zone.offset(at: anchor))
    let plan = Plan(&dice, anchorDay: Int(local / 86400), anchorMinute: Int(local % 86400 / 60))
    var unfiltered = MinuteWalk(zone: zone, dates: plan.dates, minutes: plan.minutes)
    if plan.isWildcard {
      (unfiltered.gap, unfiltered.fold) = (.skip, .both)
    } else if dice.chance(40) {
      unfiltered.gap = dice.pick([.after, .skip, .shift])
      unfiltered.fold = dice.pick([.first, .last, .both])
      config.append(
        .init(
          key: "dst",
          value: .object([
            .init(key: "gap", value: .string(unfiltered.gap.rawValue)),
            .init(key: "fold", value: .string(unfiltered.fold.rawValue)),
          ])))
    }
    let filter = Filter(&dice, from: Int(local / 86400))
    let dates = plan.dates
    var walk = MinuteWalk(
      zone: zone, dates: { filter.keeps($0) && dates($0) }, minutes: plan.minutes)
    (walk.gap, walk.fold) = (unfiltered.gap, unfiltered.fold)
    self.walk = walk
    self.unfiltered = unfiltered
    input = ScheduleInput(
      type: plan.type, time: plan.time, config: .object(config + plan.config + filter.config))
  }
}

/// Dates taken out.
private struct Filter {
  var weekdays: Set<Int> = []
  var dates: Set<Int> = []

  init(_ dice: inout Dice, from day: Int) {
    guard dice.chance(25) else { return }
    if dice.chance(50) { weekdays = Set(dice.some(0...6, upTo: 2)) }
    if dice.chance(50) { dates = Set(dice.some(day...(day + 60), upTo: 8)) }
  }

  func keeps(_ date: PlainDate) -> Bool {
    !weekdays.contains(date.weekday) && !dates.contains(date.number)
  }

  var config: [ConfigValue.Member] {
    let names = ["Sunday", "mon", "TUESDAY", "Wed", "thursday", "fri", "Saturday"]
    return [
      .init(key: "exclude_weekdays", value: .array(weekdays.map { .string(names[$0]) })),
      .init(key: "exclude_dates", value: .array(dates.map { .string(PlainDate.text($0)) })),
    ]
  }
}
