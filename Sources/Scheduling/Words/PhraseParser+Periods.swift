extension PhraseParser {
  /// Whether a number follows, as digits or as a word, but no ordinal.
  var startsCount: Bool {
    guard let token = peek() else { return false }
    return token.kind == .number || Vocabulary.numbers[token.text] != nil
  }

  mutating func number() throws(TextFault) -> DecimalNumber {
    guard let token = peek() else { throw unexpected(.number) }
    if let number = Vocabulary.numbers[token.text] {
      if let unknown = unknownNumber() { throw unknown }
      index += 1
      return DecimalNumber(number)
    }
    guard token.kind == .number else { throw unexpected(.number) }
    if let unknown = unknownNumeral() { throw unknown }
    let number: DecimalNumber
    do { number = try DecimalNumber(token.text) } catch { throw fault(error) }
    guard number.digits > 0 else { throw fault(.zero(token.text)) }
    index += 1
    return number
  }

  mutating func unit() -> Unit? {
    guard let word, let unit = Vocabulary.units[word] else { return nil }
    index += 1
    return unit
  }

  /// `2 hours`, `1h 30m`, `1 hour and 30 minutes`; the first number may be missing.
  mutating func amounts() throws(TextFault) -> [Amount] {
    var amounts: [Amount] = []
    repeat {
      if !amounts.isEmpty { _ = accept("and") }
      let isCounted = !amounts.isEmpty || startsCount
      let count = isCounted ? try number() : DecimalNumber.one
      guard let unit = unit() else { throw unexpected(.unit) }
      amounts.append(Amount(count, unit))
    } while (startsCount && !startsTime) || (peek()?.text == "and" && isCount(peek(1)))
    return amounts
  }

  private func isCount(_ token: Token?) -> Bool {
    guard let token else { return false }
    return token.kind == .number || Vocabulary.numbers[token.text] != nil
  }

  /// A period with what may follow one of its kind.
  mutating func suffixed(_ amounts: [Amount]) throws(TextFault) -> Recurrence {
    let period: Period
    do { period = try Period(amounts) } catch { throw fault(error, at: max(0, index - 2)) }
    switch period {
    case .months(let months):
      return try monthly(every: months, unit: amounts[0].unit)
    case .minutes(let minutes) where minutes % 1440 == 0:
      let days = minutes / 1440
      if accept("on") {
        guard days % 7 == 0, amounts.allSatisfy({ $0.unit == .week }) else {
          index -= 1
          throw unexpected(.atOrEnd)
        }
        return try onDays(every: days / 7)
      }
      return .calendar(.every(days: days), times: try trailingTimes(bareHours: .hours))
    case .minutes(let minutes) where minutes < 1440:
      return try windowed(minutes, period)
    case .minutes:
      return period.recurrence
    }
  }

  /// `from 09:00 to 17:00`, `between 9am and 5pm`, and days behind either or behind a grid.
  private mutating func windowed(_ minutes: Int, _ period: Period) throws(TextFault) -> Recurrence {
    var grid = Recurrence.Grid(period: minutes)
    let isFrom = accept("from")
    if isFrom || accept("between") {
      let first = try time()
      guard accept(isFrom ? "to" : "and") else { throw unexpected(isFrom ? "to" : "and") }
      let start = index
      let ends = try self.minutes(of: [first, try time()])
      guard ends[0] < ends[1] else { throw fault(.reversedWindow, at: start) }
      grid.window = ends[0]...ends[1]
    } else if !period.isGrid {
      return period.recurrence
    }
    if let days = try trailingDays() { grid.weekdays = days }
    return .grid(grid)
  }

  /// `on weekdays`, `every weekday`, `mon-fri`, or nothing.
  private mutating func trailingDays() throws(TextFault) -> WeekdaySet? {
    let start = index
    _ = accept(",")
    if accept("on") { return try dayList() }
    if accept("every") || accept("each") { return accept("day") ? .all : try dayList() }
    if isDay { return try dayList() }
    index = start
    return nil
  }
}
