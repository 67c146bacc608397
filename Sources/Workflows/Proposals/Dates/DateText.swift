import OrderedJSON

/// A date that stands in a text.
struct DateText: Hashable, Sendable {
  /// Where, in bytes.
  let range: Range<Int>
  /// Of a month without a day its first.
  let day: Day
  /// As `$date` has it.
  let format: String
  let names: Part
  /// Whether it is of UTC, as its `Z` says.
  let isUTC: Bool

  enum Part: Sendable { case day, month }

  /// Whether it has the month's name, of which nobody knows whether it is whole or cut short: May.
  var isShort: Bool { day.month == 5 && format.contains("MMM") }

  /// All in a text, in order. Linear in its length.
  static func all(in text: String, _ days: RecordedDays) -> [DateText] {
    var reader = DateTextReader(Array(text.utf8), days)
    return reader.all()
  }

  /// The day that a text is, and nothing beside it.
  static func whole(_ text: String, _ days: RecordedDays) -> DateText? {
    guard (8...Limits.dateBytes).contains(text.utf8.count), let date = all(in: text, days).first,
      date.names == .day, date.range == 0..<text.utf8.count
    else { return nil }
    return date
  }
}

private struct DateTextReader {
  private let bytes: [UInt8]
  private let days: RecordedDays

  init(_ bytes: [UInt8], _ days: RecordedDays) { (self.bytes, self.days) = (bytes, days) }

  mutating func all() -> [DateText] {
    var found: [DateText] = []
    var place = 0
    while place < bytes.count {
      guard isBoundary(before: place) else {
        place += 1
        continue
      }
      if let date = date(at: place) {
        found.append(date)
        place = date.range.upperBound
      } else {
        place += 1
      }
    }
    return found
  }

  private func date(at place: Int) -> DateText? {
    if bytes[place].isDigit {
      let count = digitCount(at: place)
      switch count {
      case 8: return compact(at: place)
      case 4: return yearFirst(at: place)
      case 1, 2: return dayFirst(at: place, digits: count)
      default: return nil
      }
    }
    return monthFirst(at: place)
  }

  /// `20261128`
  private func compact(at place: Int) -> DateText? {
    guard let year = number(place, 4), let month = number(place + 4, 2),
      let day = number(place + 6, 2), isBoundary(after: place + 8)
    else { return nil }
    return text(place..<(place + 8), year, month, day, "yyyyMMdd")
  }

  /// `2026-11-28`, `2026/11/28`, with a time or without, and `2026-11`.
  private func yearFirst(at place: Int) -> DateText? {
    guard let year = number(place, 4), let sign = byte(place + 4),
      sign == UInt8(ascii: "-") || sign == UInt8(ascii: "/"), let month = number(place + 5, 2)
    else { return nil }
    let joint = String(UnicodeScalar(sign))
    if byte(place + 7) == sign, let day = number(place + 8, 2), !isDigit(place + 10) {
      let format = "yyyy\(joint)MM\(joint)dd"
      guard let (time, end, isUTC) = time(at: place + 10, year, month, day) else { return nil }
      return text(place..<end, year, month, day, format + time, isUTC: isUTC)
    }
    guard sign == UInt8(ascii: "-"), isBoundary(after: place + 7), byte(place + 7) != sign else {
      return nil
    }
    return text(place..<(place + 7), year, month, 1, "yyyy-MM", .month)
  }

  /// What follows a date in digits: nothing, or a time of day as a part of a pattern.
  private func time(
    at place: Int, _ year: Int, _ month: Int, _ day: Int
  ) -> (format: String, end: Int, isUTC: Bool)? {
    guard let sign = byte(place), sign == UInt8(ascii: "T") || sign == UInt8(ascii: " "),
      number(place + 1, 2) != nil, byte(place + 3) == UInt8(ascii: ":"),
      number(place + 4, 2) != nil
    else { return isBoundary(after: place) ? ("", place, false) : nil }
    var end = place + 6
    if byte(end) == UInt8(ascii: ":"), number(end + 1, 2) != nil {
      end += 3
      if byte(end) == UInt8(ascii: ".") { end += 1 + digitCount(at: end + 1) }
    }
    let joint = sign == UInt8(ascii: "T") ? "'T'" : " "
    let clock = joint + String(decoding: bytes[(place + 1)..<end], as: UTF8.self)
    if byte(end) == UInt8(ascii: "Z") { return (clock + "'Z'", end + 1, true) }
    if let sign = byte(end), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      let hours = number(end + 1, 2), byte(end + 3) == UInt8(ascii: ":"),
      let minutes = number(end + 4, 2), let day = Day(year: year, month: month, day: day)
    {
      let seconds = (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
      guard days.hasOffset(seconds, on: day) else { return nil }
      return (clock + "XXX", end + 6, false)
    }
    return isBoundary(after: end) ? (clock, end, false) : nil
  }

  /// `28 Nov 2026`, `28.11.2026`
  private func dayFirst(at place: Int, digits: Int) -> DateText? {
    guard let day = number(place, digits) else { return nil }
    let dayFormat = digits == 2 ? "dd" : "d"
    let next = place + digits
    if byte(next) == UInt8(ascii: "."), let month = number(next + 1, 2),
      byte(next + 3) == UInt8(ascii: "."), let year = number(next + 4, 4),
      isBoundary(after: next + 8), digits == 2
    {
      return text(place..<(next + 8), year, month, day, "dd.MM.yyyy")
    }
    guard byte(next) == UInt8(ascii: " "), let (month, name, end) = monthName(at: next + 1),
      byte(end) == UInt8(ascii: " "), let year = number(end + 1, 4), isBoundary(after: end + 5)
    else { return nil }
    return text(place..<(end + 5), year, month, day, "\(dayFormat) \(name) yyyy")
  }

  /// `November 28, 2026`, `Nov 2026`
  private func monthFirst(at place: Int) -> DateText? {
    guard let (month, written, end) = monthName(at: place), byte(end) == UInt8(ascii: " ") else {
      return nil
    }
    // May stands here for the whole name rather than for its beginning.
    let name = month == 5 ? "MMMM" : written
    let count = digitCount(at: end + 1)
    if count == 4, let year = number(end + 1, 4), isBoundary(after: end + 5) {
      return text(place..<(end + 5), year, month, 1, "\(name) yyyy", .month)
    }
    guard count == 1 || count == 2, let day = number(end + 1, count) else { return nil }
    var next = end + 1 + count
    let comma = byte(next) == UInt8(ascii: ",") ? "," : ""
    next += comma.utf8.count
    guard byte(next) == UInt8(ascii: " "), let year = number(next + 1, 4),
      isBoundary(after: next + 5)
    else { return nil }
    // Hardly anybody writes "November 05".
    let dayFormat = count == 2 && byte(end + 1) == UInt8(ascii: "0") ? "dd" : "d"
    return text(place..<(next + 5), year, month, day, "\(name) \(dayFormat)\(comma) yyyy")
  }

  private func text(
    _ range: Range<Int>, _ year: Int, _ month: Int, _ day: Int, _ format: String,
    _ part: DateText.Part = .day, isUTC: Bool = false
  ) -> DateText? {
    Day(year: year, month: month, day: day).map {
      DateText(range: range, day: $0, format: format, names: part, isUTC: isUTC)
    }
  }

  /// The month, how it is written, and where its name ends.
  private func monthName(at place: Int) -> (month: Int, format: String, end: Int)? {
    guard let first = byte(place), first.isUpper else { return nil }
    for (index, name) in DateTextReader.months.enumerated() {
      for (letters, format) in [(name[...], "MMMM"), (name.prefix(3), "MMM")]
      where bytes[place...].starts(with: letters) {
        let end = place + letters.count
        if let next = byte(end), next.isLetterOrDigit { continue }
        return (index + 1, name.count == 3 ? "MMM" : format, end)
      }
    }
    return nil
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ].map { Array($0.utf8) }

  private func byte(_ place: Int) -> UInt8? { bytes.indices.contains(place) ? bytes[place] : nil }
  private func isDigit(_ place: Int) -> Bool { byte(place)?.isDigit == true }

  /// So many digits, and no more of them where fewer are meant.
  private func number(_ place: Int, _ count: Int) -> Int? {
    guard count > 0, place + count <= bytes.count else { return nil }
    return bytes[place..<(place + count)].reduce(0 as Int?) { number, byte in
      byte.isDigit ? number.map { $0 * 10 + Int(byte - UInt8(ascii: "0")) } : nil
    }
  }

  private func digitCount(at place: Int) -> Int {
    var end = place
    while isDigit(end), end - place < 10 { end += 1 }
    return end - place
  }

  private func isBoundary(before place: Int) -> Bool {
    place == 0
      || !bytes[place - 1].isLetterOrDigit && bytes[place - 1] < 0x80
        && !(bytes[place - 1] == UInt8(ascii: ".") && place > 1 && bytes[place - 2].isDigit)
  }

  private func isBoundary(after place: Int) -> Bool {
    guard let next = byte(place) else { return true }
    return !next.isLetterOrDigit && next < 0x80
  }
}
