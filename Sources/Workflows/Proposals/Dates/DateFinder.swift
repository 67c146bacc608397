import OrderedJSON

/// Dates that the agent computed from the day on which it worked.
enum DateFinder {
  static func find(_ finding: inout Finding) {
    let spoken = SpokenDays(finding.recorded.spoken, finding.days)
    var rules: [Day: DayRules] = [:]
    for call in finding.calls {
      let values = call.values.filter { $0.mayHaveDates }
      let dates = values.map { DateText.all(in: $0.text, finding.days) }
      let days = Set(dates.joined().filter { $0.names == .day }.map(\.day))
      for (value, dates) in zip(values, dates) where !dates.isEmpty && !finding.isSettled(value) {
        add(dates, of: value, beside: days, spoken, &rules, to: &finding)
      }
    }
  }

  private static func add(
    _ dates: [DateText], of value: RecordedValue, beside days: Set<Day>, _ spoken: SpokenDays,
    _ rules: inout [Day: DayRules], to finding: inout Finding
  ) {
    guard finding.recorded.values.origin(of: value).isOfAgent else { return }
    let bytes = Array(value.text.utf8)
    var (parts, words, rest): ([JSON], [String], Int) = ([], [], 0)
    var isStrong = true
    for date in dates {
      let text = String(decoding: bytes[date.range], as: UTF8.self)
      guard isComputed(text, of: value, in: finding.recorded),
        let (today, isTold) = finding.days.today(at: value.call.call, inUTC: date.isUTC),
        let rule = rule(for: date, today: today, beside: days, spoken, &rules)
      else { continue }
      let isMeant = spoken.isRelative && abs(date.day.number - today.number) <= Limits.spokenDays
      isStrong =
        isStrong && !spoken.days.contains(date.day) && (isTold && rule.isPlain || isMeant)
      if rest < date.range.lowerBound {
        parts.append(.string(String(decoding: bytes[rest..<date.range.lowerBound], as: UTF8.self)))
      }
      parts.append(rule.template(date))
      words.append(rule.words)
      rest = date.range.upperBound
    }
    guard !words.isEmpty else { return }
    if rest < bytes.count { parts.append(.string(String(decoding: bytes[rest...], as: UTF8.self))) }
    finding.add(
      .date, isStrong ? .strong : .likely, at: value,
      parts.count == 1 ? parts[0] : ["$text": .array(parts)],
      why: "This was \(Array(Set(words)).sorted().joined(separator: " and ")).")
  }

  private static func rule(
    for date: DateText, today: Day, beside days: Set<Day>, _ spoken: SpokenDays,
    _ rules: inout [Day: DayRules]
  ) -> DayRule? {
    if date.names == .day, spoken.weekdays.contains(date.day.weekday),
      let rule = DayRule.weekday(date.day, today: today)
    {
      return rule
    }
    let known = rules[today] ?? DayRules(today: today)
    rules[today] = known
    return known.rule(for: date, beside: days)
  }

  /// Whether neither a result nor a person had said it.
  private static func isComputed(
    _ text: String, of value: RecordedValue, in recorded: Recorded
  ) -> Bool {
    guard !recorded.values.said.contains(text, before: value.call.entry) else { return false }
    if case .result? = recorded.values.origin(ofText: text), text != value.text { return false }
    return recorded.values.part(text) == nil
  }
}

extension RecordedValue {
  /// Not those of births, ids and addresses, in which digits may look like a date.
  fileprivate var mayHaveDates: Bool {
    guard case .string(let text) = json, (6...Limits.composedBytes).contains(text.utf8.count),
      !text.contains("://"), !text.utf8.contains(UInt8(ascii: "@"))
    else { return false }
    guard let key else { return true }
    return !key.isOfIdentifier && key.others.union([key.noun]).isDisjoint(with: Self.births)
  }

  private static let births: Set = ["birth", "birthday", "birthdate", "dob", "born", "anniversary"]
}

/// What people said of days.
private struct SpokenDays {
  /// Those that they named by their dates.
  let days: Set<Day>
  /// Those of the week that they named, 0 is Monday.
  let weekdays: Set<Int>
  /// Whether they spoke of days as seen from theirs: yesterday, the last 7 days, next Monday.
  let isRelative: Bool

  init(_ texts: [String], _ recorded: RecordedDays) {
    var (days, weekdays, isRelative): (Set<Day>, Set<Int>, Bool) = ([], [], false)
    for text in texts {
      days.formUnion(DateText.all(in: text, recorded).filter { $0.names == .day }.map(\.day))
      let words = text.lowercased().split { !$0.isLetter }
      for (index, word) in words.enumerated() {
        let before = index > 0 ? words[index - 1] : ""
        if let day = DayRule.weekdays.firstIndex(of: String(word)) {
          weekdays.insert(day)
          isRelative = true
        }
        isRelative =
          isRelative || SpokenDays.relative.contains(word)
          || SpokenDays.units.contains(word) && SpokenDays.sides.contains(before)
      }
      // "the last 7 days"
      isRelative = isRelative || SpokenDays.countsDays(text)
    }
    (self.days, self.weekdays, self.isRelative) = (days, weekdays, isRelative)
  }

  private static let relative: Set<Substring> = [
    "yesterday", "today", "tomorrow", "tonight", "ago",
  ]
  private static let sides: Set<Substring> = [
    "last", "past", "previous", "this", "current", "next", "coming", "following",
  ]
  private static let units: Set<Substring> = [
    "day", "days", "week", "weeks", "weekend", "month", "months", "quarter", "year", "hours",
  ]

  private static func countsDays(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
    return words.indices.dropFirst(2).contains { index in
      units.contains(words[index]) && Int(words[index - 1]) != nil
        && sides.contains(words[index - 2])
    }
  }
}
