import OrderedJSON

/// A month that stands in two texts beside one another: `{"year": "2026", "month": "11"}`.
enum MonthFields {
  /// Each of both with the month that they are.
  static func all(in values: [RecordedValue]) -> [(value: RecordedValue, date: DateText)] {
    var found: [(value: RecordedValue, date: DateText)] = []
    var years: [[String]: RecordedValue] = [:]
    for value in values where value.key?.noun == "year" && isText(value, of: 4...4) {
      years[Array(value.way.dropLast())] = value
    }
    guard !years.isEmpty else { return [] }
    for value in values where value.key?.noun == "month" && isText(value, of: 1...2) {
      guard let year = years[Array(value.way.dropLast())], let number = Int(year.text),
        let day = Int(value.text).flatMap({ Day(year: number, month: $0, day: 1) })
      else { continue }
      let isPadded = value.text.utf8.count == 2
      // Of ten and more it cannot be told whether less would have a zero before it.
      found += [
        (year, date(year, day, "yyyy")), (value, date(value, day, isPadded ? "MM" : "M")),
      ]
    }
    return found
  }

  private static func isText(_ value: RecordedValue, of count: ClosedRange<Int>) -> Bool {
    guard case .string(let text) = value.json else { return false }
    return count.contains(text.utf8.count) && text.utf8.allSatisfy(\.isDigit)
  }

  private static func date(_ value: RecordedValue, _ day: Day, _ format: String) -> DateText {
    DateText(
      range: 0..<value.text.utf8.count, day: day, format: format, names: .month, isUTC: false)
  }
}
