extension POSIXTimeZone {
  /// Nil when the text is not a rule, or leaves the dates of its daylight saving to the system.
  init?(_ text: [UInt8]) {
    var scanner = Scanner(rest: text[...])
    guard let name = scanner.name(), let west = scanner.time(hours: 0...24) else { return nil }
    standard = LocalTimeType(offset: Int64(-west), abbreviation: name)
    guard !scanner.rest.isEmpty else {
      daylight = nil
      return
    }
    guard let name = scanner.name() else { return nil }
    var offset = standard.offset + 3600
    if !scanner.skip(",") {
      guard let west = scanner.time(hours: 0...24), scanner.skip(",") else { return nil }
      offset = Int64(-west)
    }
    guard let start = scanner.moment(), scanner.skip(","), let end = scanner.moment(),
      scanner.rest.isEmpty
    else { return nil }
    daylight = Daylight(
      type: LocalTimeType(offset: offset, abbreviation: name), start: start, end: end)
  }

  private struct Scanner {
    var rest: ArraySlice<UInt8>

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard let first = rest.first, UInt32(first) == character.value else { return false }
      rest.removeFirst()
      return true
    }

    /// `EST` or `<+0545>`.
    mutating func name() -> String? {
      let isQuoted = skip("<")
      let name = rest.prefix { byte in
        let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
        return byte.isASCIILetter || (isQuoted && (byte.decimalDigit != nil || isSign))
      }
      rest = rest.dropFirst(name.count)
      guard name.count >= 3, !isQuoted || skip(">") else { return nil }
      return String(decoding: name, as: UTF8.self)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int? {
      var value: Int?
      while let digit = rest.first?.decimalDigit {
        let next = (value ?? 0) * 10 + digit
        guard next <= range.upperBound else { return nil }
        value = next
        rest.removeFirst()
      }
      guard let value, range.contains(value) else { return nil }
      return value
    }

    /// `[+-]hh[:mm[:ss]]`, in seconds.
    mutating func time(hours: ClosedRange<Int>) -> Int? {
      let sign = skip("-") ? -1 : 1
      if sign == 1 { _ = skip("+") }
      guard let hour = number(hours) else { return nil }
      var seconds = hour * 3600
      if skip(":") {
        guard let minute = number(0...59) else { return nil }
        seconds += minute * 60
        if skip(":") {
          guard let second = number(0...59) else { return nil }
          seconds += second
        }
      }
      return sign * seconds
    }

    mutating func moment() -> Moment? {
      guard let day = day() else { return nil }
      guard skip("/") else { return Moment(day: day, time: 2 * 3600) }
      return time(hours: 0...167).map { Moment(day: day, time: $0) }
    }

    private mutating func day() -> Moment.Day? {
      if skip("J") { return number(1...365).map(Moment.Day.withoutLeapDay) }
      guard skip("M") else { return number(0...365).map(Moment.Day.ofYear) }
      guard let month = number(1...12), skip("."), let week = number(1...5), skip("."),
        let day = number(0...6)
      else { return nil }
      return .weekday(month: month, week: week, day: day)
    }
  }
}
