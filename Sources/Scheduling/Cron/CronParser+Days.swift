extension CronParser {
  /// `L`, `L-n` and `LW`.
  mutating func lastDay() throws(TextFault) -> Bool {
    let start = position
    guard skip("L") else { return false }
    if skip("W") {
      days.lastWorkday = true
    } else if skip("-") {
      let number = position
      guard let back = digits(), (1...30).contains(back) else {
        throw fault(.outOfRange("L-" + wordAhead(from: number), field: .dayOfMonth), at: start)
      }
      days.fromLast |= 1 << UInt32(back)
    } else {
      days.fromLast |= 1
    }
    return true
  }

  /// `d#n` and `dL`, behind the day.
  mutating func nthWeekday(_ day: Int) throws(TextFault) -> Bool {
    let bit = UInt64(day % 7)
    if skip("#") {
      let start = position
      guard let nth = digits(), (1...5).contains(nth) else {
        throw fault(.outOfRange("#" + wordAhead(from: start), field: .dayOfWeek), at: start)
      }
      days.nthWeekdays |= 1 << (bit + UInt64(nth - 1) * 7)
    } else if skip("L") {
      days.lastWeekdays.bits |= 1 << UInt8(bit)
    } else {
      return false
    }
    return true
  }
}
