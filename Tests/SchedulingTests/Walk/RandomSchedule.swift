import OrderedJSON
import Scheduling
import TestSupport
import Testing

/// A schedule as text and config, and beside it what it means in the plainest terms.
struct RandomSchedule {
  var input: ScheduleInput
  var walk: MinuteWalk
  /// The walk without its exclusions.
  var unfiltered: MinuteWalk
  /// What the config says of schedules of all types.
  let common: [JSON.Member]
  let anchor: Instant

  static let zones = [
    "UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Chatham",
    "America/Nuuk", "Antarctica/Troll", "Asia/Kathmandu", "Africa/Cairo", "America/St_Johns",
    "Asia/Beirut", "America/Sao_Paulo", "Pacific/Apia", "Africa/Casablanca", "Europe/Dublin",
    "America/Havana", "Atlantic/Azores", "Asia/Tehran", "America/Scoresbysund", "Pacific/Kwajalein",
  ]

  /// - Parameter anchor: a moment before all that is asked.
  init(_ dice: inout Dice, _ database: TimeZoneDatabase, anchor: Instant) throws {
    self.anchor = anchor
    let name = dice.pick(Self.zones)
    let zone = try #require(database.zone(named: name))
    var config: [JSON.Member] = [.init("timezone", .string(name))]
    let local = anchor.seconds + Int64(zone.offset(at: anchor))
    let today = Int(local / 86400)
    let plan = Plan.random(&dice, Plan.Anchor(day: today, minute: Int(local % 86400 / 60)))
    let range = Range(&dice, from: today, anchor: anchor)
    var unfiltered = MinuteWalk(
      zone: zone, dates: { range.has($0) && plan.dates($0) }, minutes: plan.minutes)
    unfiltered.elapsed = plan.elapsed.map { (anchor.seconds, Int64($0) * 60) }
    unfiltered.range = range.seconds
    if plan.isWildcard {
      (unfiltered.gap, unfiltered.fold) = (.skip, .both)
    } else if dice.chance(40) {
      unfiltered.gap = dice.pick([.after, .skip, .shift])
      unfiltered.fold = dice.pick([.first, .last, .both])
      config.append(
        .init(
          "dst",
          [
            "gap": .string(unfiltered.gap.rawValue), "fold": .string(unfiltered.fold.rawValue),
          ]))
    }
    let filter = Filter(&dice, from: today)
    let dates = unfiltered.dates
    walk = MinuteWalk(
      zone: zone, gap: unfiltered.gap, fold: unfiltered.fold,
      dates: { filter.keeps($0) && dates($0) }, minutes: plan.minutes,
      elapsed: unfiltered.elapsed, range: unfiltered.range)
    self.unfiltered = unfiltered
    common = config + filter.config + range.config
    input = ScheduleInput(
      type: plan.type, time: plan.time, config: .object(common + plan.config))
  }

  /// Whether the walk finds nothing from before its start, if it has any, to behind its end.
  func isEmpty(from anchor: Instant) -> Bool {
    walk.instants(
      after: anchor.advanced(bySeconds: -5 * 86400), through: anchor.advanced(bySeconds: 73 * 86400)
    ).isEmpty
  }
}

/// Start and end, as dates or as instants.
private struct Range {
  var days = Int.min...Int.max
  var seconds = Int64.min...Int64.max
  var config: [JSON.Member] = []

  init(_ dice: inout Dice, from day: Int, anchor: Instant) {
    guard dice.chance(25) else { return }
    let (first, last) = (dice.number(-3...30), dice.number(31...70))
    let start: String
    let end: String
    if dice.chance(50) {
      days = (day + first)...(day + last)
      (start, end) = (PlainDate.text(day + first), PlainDate.text(day + last))
    } else {
      let instants = [first, last].map { anchor.advanced(bySeconds: Int64($0) * 86400 + 7) }
      seconds = instants[0].seconds...instants[1].seconds
      (start, end) = (instants[0].rfc3339, instants[1].rfc3339)
    }
    // The start would be the anchor of intervals else.
    config = [
      .init("start", .string(start)), .init("end", .string(end)),
      .init("anchor", .string(anchor.rfc3339)),
    ]
  }

  func has(_ date: PlainDate) -> Bool { days.contains(date.number) }
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

  var config: [JSON.Member] {
    let names = ["Sunday", "mon", "TUESDAY", "Wed", "thursday", "fri", "Saturday"]
    return [
      .init("exclude_weekdays", .array(weekdays.map { .string(names[$0]) })),
      .init("exclude_dates", .array(dates.map { .string(PlainDate.text($0)) })),
    ]
  }
}
