extension TextFault {
  /// The text as it was perhaps meant: each reading of its doubtful hours, the misspelled word as it is
  /// written, the missing words. Whether they are read is for the caller to try.
  func corrections(of text: String) -> [String] {
    switch problem {
    case .bareHours(let hours, _):
      return Self.corrections(of: text, hours[...])
    case .unknownWord(let word, let nearest?, _):
      let rest = text.dropFirst(position)
      guard rest.lowercased().hasPrefix(word.lowercased()) else { return [] }
      return [text.prefix(position) + nearest + rest.dropFirst(word.count)]
    case .unexpected(_, Expectation.ofTheMonth.phrase):
      return [text.prefix(position) + "of the month " + text.dropFirst(position)]
    case .unfinished(Expectation.ofTheMonth.phrase):
      return [text + " of the month"]
    case .yearMissing:
      let isOn = text.prefix(position).lowercased().split(separator: " ").last == "on"
      let front = text.prefix(position).dropLast(isOn ? 3 : 0)
      return [front + "every year on " + text.dropFirst(position)]
    default:
      return []
    }
  }

  /// All readings of up to two hours; of more, those of the first, and the rest is asked later.
  private static func corrections(of text: String, _ hours: ArraySlice<BareHour>) -> [String] {
    guard let first = hours.first else { return [] }
    // From behind, so that the places in front stay where they are.
    let rests = hours.count == 2 ? corrections(of: text, hours.dropFirst()) : [text]
    return first.readings.flatMap { reading in
      rests.map { rest in
        let bytes = rest.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: first.place.lowerBound)
        let end = bytes.index(bytes.startIndex, offsetBy: first.place.upperBound)
        return rest[..<start] + reading + rest[end...]
      }
    }
  }

  /// How many hours have two readings, where that is all that is wrong.
  var bareHourCount: Int {
    if case .bareHours(let hours, _) = problem { hours.count } else { 0 }
  }
}
