/// Reads a cron expression in one pass over its bytes.
struct CronParser {
  let text: String
  let bytes: [UInt8]
  var position = 0
  var days = MonthDays()
  var overstepped: [CronField] = []

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  mutating func expression() throws(TextFault) -> CronExpression {
    try checkFieldCount()
    let minuteStar = startsWithStar()
    let minutes = try mask(of: .minute)
    let hourStar = startsWithStar()
    let hours = try mask(of: .hour)
    let dayStar = startsWithStar()
    days.days = UInt32(truncatingIfNeeded: try mask(of: .dayOfMonth))
    days.months = UInt16(truncatingIfNeeded: try mask(of: .month))
    let weekdayStar = startsWithStar()
    let weekdays = try mask(of: .dayOfWeek)
    days.weekdays = WeekdaySet(bits: UInt8(truncatingIfNeeded: (weekdays | weekdays >> 7) & 0x7F))
    days.combination = dayStar || weekdayStar ? .both : .either
    return CronExpression(
      minutes: minutes, hours: UInt32(truncatingIfNeeded: hours), days: days,
      isWildcard: minuteStar || hourStar, overstepped: overstepped)
  }

  /// The next field's values as bits; what `L`, `W` and `#` say goes into `days`.
  private mutating func mask(of field: CronField) throws(TextFault) -> UInt64 {
    skipSpaces()
    var mask: UInt64 = 0
    while true {
      mask |= try part(of: field)
      guard skip(",") else { break }
    }
    guard isAtFieldEnd else { throw unexpected(field) }
    return mask
  }

  private mutating func part(of field: CronField) throws(TextFault) -> UInt64 {
    let start = position
    let values = field.values
    if skip("*") {
      return try stepped(values.lowerBound, values.upperBound, field, from: start)
    }
    if field == .dayOfMonth || field == .dayOfWeek, skip("?") {
      guard isAtFieldEnd else {
        let rest = bytes[position...].prefix { !Self.isSpace($0) }
        let wanted = "a space, as “?” stands alone in its field"
        throw fault(
          .unexpected(String(decoding: rest, as: UTF8.self), wanted: wanted), at: position)
      }
      return try stepped(values.lowerBound, values.upperBound, field, from: start)
    }
    if field == .dayOfMonth, try lastDay() { return 0 }
    let first = try value(of: field)
    if field == .dayOfMonth, skip("W") {
      days.nearestWorkday |= 1 << UInt32(first)
      return 0
    }
    if field == .dayOfWeek, try nthWeekday(first) { return 0 }
    guard skip("-") else {
      let isStepped = peek == UInt8(ascii: "/")
      return try stepped(first, isStepped ? values.upperBound : first, field, from: start)
    }
    let last = try value(of: field)
    if first <= last { return try stepped(first, last, field, from: start) }
    guard field == .dayOfWeek else {
      let rest = values.lowerBound == last ? "\(last)" : "\(values.lowerBound)-\(last)"
      let list = "\(first == values.upperBound ? "" : "\(first)-")\(values.upperBound),\(rest)"
      throw fault(.reversedRange(slice(from: start), list: list), at: start)
    }
    if first == 7 { return try stepped(0, last, field, from: start) }
    return try wrapped(stepped(first, last + 7, field, from: start))
  }

  /// Weekdays past Saturday go on with Sunday.
  private func wrapped(_ mask: UInt64) -> UInt64 {
    (mask | mask >> 7) & 0x7F
  }

  /// Every value from one to another, or by the step that follows.
  private mutating func stepped(
    _ first: Int, _ last: Int, _ field: CronField, from start: Int
  ) throws(TextFault) -> UInt64 {
    guard skip("/") else { return UInt64(2) << UInt64(last) &- UInt64(1) << UInt64(first) }
    let stepStart = position
    guard let step = digits(), step > 0 else {
      let word = wordAhead(from: stepStart)
      throw word.isEmpty
        ? missing("a step, a whole number from 1")
        : fault(.badStep(word), at: stepStart)
    }
    var mask: UInt64 = 0
    var value = first
    while value <= last {
      mask |= 1 << UInt64(value)
      value += step
    }
    // Of days of the week the 7 is the 0 once more.
    let hasOneValue = (field == .dayOfWeek ? wrapped(mask) : mask).nonzeroBitCount == 1
    if hasOneValue, last > first, !overstepped.contains(field) { overstepped.append(field) }
    return mask
  }

  private mutating func value(of field: CronField) throws(TextFault) -> Int {
    let start = position
    if let number = digits() {
      guard field.values.contains(number) else {
        throw fault(.outOfRange(slice(from: start), field: field), at: start)
      }
      return number
    }
    guard position == start else {
      throw fault(.outOfRange(wordAhead(from: start), field: field), at: start)
    }
    if let number = name(of: field) { return number }
    throw unexpected(field)
  }

  /// Three letters of a month or a day.
  private mutating func name(of field: CronField) -> Int? {
    guard position + 3 <= bytes.count else { return nil }
    let letters = (
      bytes[position].lowercasedASCII, bytes[position + 1].lowercasedASCII,
      bytes[position + 2].lowercasedASCII
    )
    guard let number = field.number(named: letters) else { return nil }
    position += 3
    return number
  }
}
