import OrderedJSON

/// Dates that the agent computed from the day on which it worked.
enum DateFinder {
  static func find(_ finding: inout Finding) {
    let (recorded, today) = (finding.recorded, finding.spoken.today)
    let found = all(in: finding) { value in
      switch recorded.values.origin(of: value) {
      case .agent: true
      // Which day it was is all that they said of it.
      case .person: today != nil && DateText.whole(value.text, finding.days)?.day == today
      case .result: false
      }
    }
    // Who asks for tomorrow, and gets the day after that of the log, tells that this is the day.
    let isTold = found.contains { $0.dates.contains { $0.reading.isSpoken && $0.distance != 0 } }
    for value in found where !finding.isSettled(value.value) {
      value.add(value.strength(isTold: isTold), to: &finding)
    }
  }

  /// Those that a result has as well, where nothing strong says that they are the result's.
  static func findRivals(_ finding: inout Finding) {
    let recorded = finding.recorded
    let found = all(in: finding) { value in
      if case .result = recorded.values.origin(of: value) { true } else { false }
    }
    for value in found where !finding.isSettled(value.value) && value.isRival {
      value.add(.likely, to: &finding)
    }
  }

  /// - Parameter isMeant: of which values.
  private static func all(
    in finding: Finding, _ isMeant: (RecordedValue) -> Bool
  ) -> [DatedValue] {
    var rules: [Day: DayRules] = [:]
    var found: [DatedValue] = []
    for call in finding.calls {
      let values = call.values.filter { $0.mayHaveDates }
      let dates = values.map { DateText.all(in: $0.text, finding.days) }
      let days = Set(dates.joined().filter { $0.names == .day }.map(\.day))
      for (value, dates) in zip(values, dates)
      where !dates.isEmpty && isMeant(value) {
        let read = dates.compactMap { reading(of: $0, in: value, beside: days, finding, &rules) }
        if !read.isEmpty { found.append(DatedValue(value: value, dates: read)) }
      }
      for (value, date) in MonthFields.all(in: call.values) where isMeant(value) {
        guard let read = reading(of: date, in: value, beside: [], finding, &rules) else { continue }
        found.append(DatedValue(value: value, dates: [read]))
      }
    }
    return found
  }

  private static func reading(
    of date: DateText, in value: RecordedValue, beside days: Set<Day>, _ finding: Finding,
    _ rules: inout [Day: DayRules]
  ) -> DatedValue.ReadDate? {
    let spoken = finding.spoken
    let today = finding.days.today(at: value.call.call, inUTC: date.isUTC, said: spoken.today)
    guard let (today, isTold) = today else { return nil }
    let text = String(decoding: Array(value.text.utf8)[date.range], as: UTF8.self)
    guard date.day == spoken.today || isComputed(text, of: value, in: finding.recorded) else {
      return nil
    }
    let known = rules[today] ?? DayRules(today: today)
    rules[today] = known
    return known.reading(of: date, beside: days, spoken).map {
      DatedValue.ReadDate(
        date: date, distance: date.day.number - today.number, reading: $0, isTold: isTold,
        isNamed: spoken.named(date.day),
        isInResult: text == value.text
          && finding.recorded.values.part(text, before: value.call) != nil)
    }
  }

  /// Whether neither a result nor a person had said it as a part of the value.
  private static func isComputed(
    _ text: String, of value: RecordedValue, in recorded: Recorded
  ) -> Bool {
    guard !recorded.values.said.contains(text, before: value.call.entry) else { return false }
    guard text != value.text else { return true }
    return recorded.values.places(ofPiece: text, before: value.call).isEmpty
      && recorded.values.part(text, before: value.call) == nil
  }
}

/// A value with the dates in it.
private struct DatedValue {
  let value: RecordedValue
  let dates: [ReadDate]

  struct ReadDate {
    let date: DateText
    /// In days from that of the call.
    let distance: Int
    let reading: DayReading
    /// Whether the log tells which day it was.
    let isTold: Bool
    /// Whether a person named the day.
    let isNamed: Bool
    /// Whether a longer text of a result has it, as an instant has its day.
    let isInResult: Bool
  }

  /// Whether a result that has it too may have it by chance.
  var isRival: Bool {
    dates.allSatisfy { $0.date.range.count == value.text.utf8.count && $0.reading.isSpoken }
  }

  /// - Parameter isTold: whether it is known of the whole log which day it was.
  func strength(isTold: Bool) -> Proposal.Strength {
    let isStrong = dates.allSatisfy { read in
      !read.isNamed && !read.date.isShort && read.reading.isCertain
        // Much that results say is of today.
        && (!read.isInResult || read.distance == 0 || read.reading.isSpoken)
        && (read.reading.isSpoken || read.reading.isPlain && (read.isTold || isTold))
    }
    return isStrong ? .strong : .likely
  }

  func add(_ strength: Proposal.Strength, to finding: inout Finding) {
    let bytes = Array(value.text.utf8)
    var (parts, words, rest): ([JSON], [String], Int) = ([], [], 0)
    for read in dates {
      let range = read.date.range
      if rest < range.lowerBound {
        parts.append(.string(String(decoding: bytes[rest..<range.lowerBound], as: UTF8.self)))
      }
      parts.append(read.reading.rule.template(read.date))
      words.append(read.reading.rule.words)
      rest = range.upperBound
    }
    if rest < bytes.count { parts.append(.string(String(decoding: bytes[rest...], as: UTF8.self))) }
    finding.add(
      .date, strength, at: value,
      parts.count == 1 ? parts[0] : ["$text": .array(parts)],
      why: "This was \(Array(Set(words)).sorted().joined(separator: " and ")).")
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
