import OrderedJSON

/// The lines of a text that name what they hold: `Email ID: 7`, `- **Status:** open`.
package struct LabelledLines: Sendable {
  package struct Line: Hashable, Sendable {
    /// As it is written, without what marks a list, a heading or bold text.
    package let label: String
    /// What follows on the colon, without white space and marks around it; never empty.
    package let value: String
    /// Which of the lines of this label it is, counted from 0.
    package let nth: Int
  }

  /// In their order.
  package let lines: [Line]
  private let places: [Spelling: [Int]]

  /// Linear in the length of the text.
  package init(of text: String) {
    var lines: [Line] = []
    var places: [Spelling: [Int]] = [:]
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      guard let (label, value) = LabelledLine.read(line) else { continue }
      let nth = places[Spelling(label)]?.count ?? 0
      places[Spelling(label), default: []].append(lines.count)
      lines.append(Line(label: label, value: value, nth: nth))
    }
    (self.lines, self.places) = (lines, places)
  }

  /// The values of a label that is written just so, in their order; none where there is none.
  package func values(of label: String) -> [String] {
    (places[Spelling(label)] ?? []).map { lines[$0].value }
  }

  /// The value of one of them, by its number.
  package func value(of label: String, _ number: Int) -> String? {
    guard let places = places[Spelling(label)], places.indices.contains(number) else { return nil }
    return lines[places[number]].value
  }

  /// How many lines have this label.
  package func count(of label: String) -> Int { places[Spelling(label)]?.count ?? 0 }
}

/// Reads one line.
private enum LabelledLine {
  static func read(_ line: Substring.UTF8View) -> (label: String, value: String)? {
    var rest = withoutMarks(trimmed(line))
    let isBold = take(bold, from: &rest)
    guard
      let colon = rest.prefix(Limits.labelBytes + 1).firstIndex(of: UInt8(ascii: ":"))
    else { return nil }
    var label = rest[..<colon]
    var value = rest[rest.index(after: colon)...]
    // `**Label**: value` and `**Label:** value`
    if isBold, !drop(bold, from: &label), !take(bold, from: &value) { return nil }
    guard value.first.map({ $0 == 0x20 || $0 == 0x09 }) == true, isLabel(label) else { return nil }
    value = plain(trimmed(value))
    return value.isEmpty ? nil : (String(Substring(label)), String(Substring(value)))
  }

  /// A name of some words, and no part of a sentence or of a program.
  private static func isLabel(_ label: Substring.UTF8View) -> Bool {
    guard let first = label.first, isLetter(first), label.last != 0x20 else { return false }
    var isAfterStop = false
    for byte in label {
      guard isLetter(byte) || byte.isDigit || signs.contains(byte), !(isAfterStop && byte == 0x20)
      else { return false }
      isAfterStop = byte == UInt8(ascii: ".")
    }
    return true
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte.isLetterOrDigit && !byte.isDigit
  }

  private static let signs = Set(" _-./()#&'+%".utf8)
  private static let bold = Array("**".utf8)

  /// Without what marks the items of lists (at most so many inside one another), quotes and headings.
  private static func withoutMarks(_ line: Substring.UTF8View) -> Substring.UTF8View {
    var rest = line
    for _ in 0..<4 {
      guard let space = rest.prefix(7).firstIndex(of: 0x20), isMark(rest[..<space]) else { break }
      rest = trimmed(rest[space...])
    }
    return rest
  }

  private static func isMark(_ word: Substring.UTF8View) -> Bool {
    guard let last = word.last else { return false }
    if word.elementsEqual("•".utf8) || word.allSatisfy({ $0 == UInt8(ascii: "#") }) { return true }
    if word.count == 1 { return marks.contains(last) }
    return (last == UInt8(ascii: ".") || last == UInt8(ascii: ")"))
      && word.dropLast().allSatisfy(\.isDigit)
  }

  private static let marks = Set("-*+>".utf8)

  /// Without the marks of code or bold text around all of it.
  private static func plain(_ value: Substring.UTF8View) -> Substring.UTF8View {
    for mark in [bold, [UInt8(ascii: "`")]] {
      var inside = value
      guard take(mark, from: &inside), drop(mark, from: &inside), !inside.isEmpty,
        !inside.contains(mark[0])
      else { continue }
      return inside
    }
    return value
  }

  private static func trimmed(_ text: Substring.UTF8View) -> Substring.UTF8View {
    guard let first = text.firstIndex(where: { !$0.isSpace }),
      let last = text.lastIndex(where: { !$0.isSpace })
    else { return text[text.endIndex...] }
    return text[first...last]
  }

  private static func take(_ mark: [UInt8], from text: inout Substring.UTF8View) -> Bool {
    guard text.starts(with: mark) else { return false }
    text = text.dropFirst(mark.count)
    return true
  }

  private static func drop(_ mark: [UInt8], from text: inout Substring.UTF8View) -> Bool {
    guard text.suffix(mark.count).elementsEqual(mark) else { return false }
    text = text.dropLast(mark.count)
    return true
  }
}
