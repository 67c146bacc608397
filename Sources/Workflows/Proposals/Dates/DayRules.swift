import OrderedJSON

/// The rules by which days follow from one that was today.
struct DayRules {
  private let today: Day
  private let boundaries: [Int: [Boundary]]

  /// An end of a period.
  private struct Boundary {
    /// The other end.
    let partner: Day
    let unit: String
    let isFirst: Bool
    /// How many periods away it is.
    let away: Int
    let rule: DayRule
  }

  init(today: Day) {
    self.today = today
    boundaries = DayRules.boundaries(of: today)
  }

  /// `nil`: the date is too far away for a rule.
  /// - Parameter others: the dates of the same call.
  func reading(of date: DateText, beside others: Set<Day>, _ spoken: SpokenDays) -> DayReading? {
    if date.names == .month { return month(date.day, spoken) }
    let distance = date.day.number - today.number
    guard abs(distance) <= Limits.proposedDays else { return nil }
    let ends = boundaries[date.day.number] ?? []
    return said(date.day, distance, ends, others, spoken)
      ?? period(date.day, distance, ends, others, spoken)
      ?? single(date.day, distance, ends, others, spoken)
  }

  private func month(_ day: Day, _ spoken: SpokenDays) -> DayReading? {
    let distance = (day.year - today.year) * 12 + day.month - today.month
    return DayRule(months: distance).map {
      DayReading(
        rule: $0, isPlain: distance <= 0, isCertain: true, isSpoken: spoken.units.contains("month"))
    }
  }

  /// A day that somebody spoke of by its distance or its name.
  private func said(
    _ day: Day, _ distance: Int, _ ends: [Boundary], _ others: Set<Day>, _ spoken: SpokenDays
  ) -> DayReading? {
    let rule = DayRule(distance: distance)
    // "Last week" on a Monday is not the seven days until today by chance.
    let isOfPeriod = ends.contains { spoken.units.contains($0.unit) && others.contains($0.partner) }
    if spoken.near.contains(distance) {
      return DayReading(rule: rule, isPlain: true, isCertain: !isOfPeriod, isSpoken: true)
    }
    if spoken.named(day.weekday, isLater: distance > 0), distance != 0, abs(distance) <= 7 {
      let named = DayRule(weekday: day.weekday, isLater: distance > 0)
      let isEnd = ends.contains { spoken.units.contains($0.unit) }
      return DayReading(rule: named, isCertain: !isEnd, isSpoken: true)
    }
    let isRange = abs(distance) <= 1 && others.contains { spoken.counted(day.number, $0.number) }
    let leadsThere = others.contains {
      abs($0.number - today.number) <= 1 && spoken.counted(day.number, $0.number)
    }
    if spoken.counts.contains(abs(distance)) || isRange || leadsThere {
      return DayReading(rule: rule, isPlain: true, isCertain: !isOfPeriod, isSpoken: true)
    }
    for months in spoken.months.sorted() {
      for count in [months, -months] where today.day(away: count) == day {
        let side = count < 0 ? "before" : "after"
        let words = "\(months) months \(side) the run"
        return DayReading(
          rule: DayRule(add: "\(count)M", words: words), isCertain: ends.isEmpty, isSpoken: true)
      }
    }
    return nil
  }

  /// Both ends of a period mean the period, whatever day it is.
  private func period(
    _ day: Day, _ distance: Int, _ ends: [Boundary], _ others: Set<Day>, _ spoken: SpokenDays
  ) -> DayReading? {
    let whole = ends.filter { others.contains($0.partner) }
    let spokenOf = whole.first { spoken.units.contains($0.unit) }
    guard let end = spokenOf ?? whole.first else { return nil }
    let other = end.partner.number - today.number
    // A range until today, or yesterday, may be so long by chance; of this week it may be all until now.
    let isNear = abs(distance) <= 1 || abs(other) <= 1
    let isUntilNow = end.away == 0 && (-1...0).contains(max(distance, other))
    let isCertain = !isNear || spokenOf != nil && !isUntilNow
    return DayReading(
      rule: end.rule, isPlain: end.unit != "year" && end.away <= 0, isCertain: isCertain,
      isSpoken: spokenOf != nil)
  }

  private func single(
    _ day: Day, _ distance: Int, _ ends: [Boundary], _ others: Set<Day>, _ spoken: SpokenDays
  ) -> DayReading {
    let spokenOf = ends.filter { spoken.units.contains($0.unit) }
    if let end = spokenOf.first {
      return DayReading(
        rule: end.rule, isPlain: end.away <= 0, isCertain: spokenOf.count == 1 && abs(distance) > 1,
        isSpoken: true)
    }
    let rule = DayRule(distance: distance)
    if abs(distance) <= 1 {
      let isNamed = spoken.comingWeekdays.contains(day.weekday)
      return DayReading(rule: rule, isPlain: true, isCertain: !isNamed)
    }
    // Of a range from today on, one end alone would be none of the day.
    let leadsThere =
      distance < 0
      ? others.contains { abs($0.number - today.number) <= 1 } : others.contains(today)
    guard let end = ends.first else {
      return DayReading(rule: rule, isPlain: leadsThere, isCertain: true)
    }
    // A day is the first or last of a week by chance, and seldom that of longer periods.
    let isOfWeek = end.unit == "week"
    if isOfWeek, leadsThere, distance % 7 == 0 { return DayReading(rule: rule, isPlain: true) }
    return DayReading(
      rule: end.rule, isPlain: end.unit != "year" && end.away <= 0,
      isCertain: !isOfWeek && ends.count == 1
        && (leadsThere || end.isFirst && !spoken.isRelative))
  }

  /// By the numbers of their days; those of shorter periods first.
  private static func boundaries(of today: Day) -> [Int: [Boundary]] {
    var boundaries: [Int: [Boundary]] = [:]
    func add(_ period: (first: Day, last: Day)?, _ unit: String, _ add: String, _ away: Int) {
      guard let period else { return }
      let words = away == 0 ? "of the run" : "\(away < 0 ? "before" : "after") the run"
      for (day, partner, end, name) in [
        (period.first, period.last, "start", "first"), (period.last, period.first, "end", "last"),
      ] {
        let rule = DayRule(
          add: add, to: "\(end) of \(unit)", words: "the \(name) day of the \(unit) \(words)")
        boundaries[day.number, default: []].append(
          Boundary(
            partner: partner, unit: unit, isFirst: end == "start", away: away, rule: rule))
      }
    }
    for (away, sign) in [(0, ""), (-1, "-"), (1, "")] {
      func by(_ count: String) -> String { away == 0 ? "" : sign + count }
      add(today.week(away: away), "week", by("1w"), away)
      add(today.month(away: away), "month", by("1M"), away)
      add(today.quarter(away: away), "quarter", by("3M"), away)
      add(today.year(away: away), "year", by("1y"), away)
    }
    return boundaries
  }
}
