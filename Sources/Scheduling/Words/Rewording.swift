/// What people write beyond the forms that are read, in these forms: texts to offer, to be tried first.
struct Rewording {
  /// At the beginning of the text.
  let parser: PhraseParser
  /// Its tokens, in lower case.
  let words: [String]

  /// Nil for what has other letters or marks than texts have.
  init?(_ text: String) {
    let text = String(text[...].trimmingEnd(of: "."))
    guard let parser = try? PhraseParser(text) else { return nil }
    self.parser = parser
    words = parser.tokens.map(\.text)
  }

  /// All but `countedPeriods`, which are likelier than the day of a month.
  var others: [String] {
    shortDays + unmarkedLists + articles + edgesOfTheMonth + missingOn + repeatedPrepositions
      + ordinals + minutesOfTheHour + spokenTimes + hoursInWords + fourDigitTimes + wholeHours
      + frequencies + timesLast + periodFirst + countedWeeks + partsOfTheDay + timesAlone
      + daysOfTheYear + windows + exceptedDays
  }

  func parser(at index: Int) -> PhraseParser {
    var parser = parser
    parser.index = index
    return parser
  }

  /// The text from one token to another, as it was typed.
  func piece(_ range: Range<Int>) -> Substring {
    let text = parser.text
    guard !range.isEmpty, range.upperBound <= words.count else { return "" }
    let bytes = text.utf8
    let start = bytes.index(bytes.startIndex, offsetBy: parser.tokens[range.lowerBound].offset)
    let end =
      range.upperBound == words.count
      ? bytes.endIndex
      : bytes.index(bytes.startIndex, offsetBy: parser.tokens[range.upperBound].offset)
    return text[start..<end]
  }

  /// The text with other words for some of its tokens; none: the token goes.
  func replacing(_ replacements: [Int: String]) -> String {
    let text = words.indices.reduce("") { text, index in
      guard let replacement = replacements[index] else { return text + piece(index..<index + 1) }
      let isApart = piece(index..<index + 1).last == " "
      return text + replacement + (isApart && !replacement.isEmpty ? " " : "")
    }
    return String(text[...].trimmingEnd(of: " "))
  }

  /// Parts of a text with a space between them, but for a comma.
  static func joined(_ parts: Substring...) -> String {
    parts.reduce("") { text, part in
      let part = part.drop { $0 == " " }.trimmingEnd(of: " ")
      if text.isEmpty || part.isEmpty { return text + part }
      return text + (part.first == "," ? "" : " ") + part
    }
  }

  /// The text with the marks that are read for others: `mon–fri`, `mon/wed`, `9.30`, `9h30`,
  /// `9 o'clock`, `@ 9am`.
  static func withKnownMarks(_ text: String) -> [String] {
    var marked = text
    for clock in [" o'clock", " o’clock"] {
      marked = marked.replacing(clock, with: "", maxReplacements: 4)
    }
    for (mark, known) in [("–", "-"), ("—", "-"), ("/", ", "), (";", ",")] {
      marked = marked.replacing(mark, with: known)
    }
    marked.replace(/\s*[&+]\s*/, with: " and ")
    // In front it names a macro.
    marked.replace(/([^\s@])\s*@\s*/) { "\($0.1) at " }
    marked.replace(/(\d)[.h](\d\d)(?![\dm])/) { "\($0.1):\($0.2)" }
    return marked == text ? [] : [marked]
  }
}

extension Substring {
  /// Without the spaces at its end and a mark between them.
  func trimmingEnd(of mark: Character) -> Substring {
    var rest = self
    while let last = rest.last, last == " " || last == mark { rest.removeLast() }
    return rest
  }
}
