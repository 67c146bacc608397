/// A piece of a schedule's text: a number, a word in lower case, or a mark.
struct Token: Hashable {
  enum Kind { case number, word, mark }

  let kind: Kind
  let text: String
  /// Where it begins, in UTF-8 code units.
  let offset: Int

  /// Cuts a text into tokens; one final dot is dropped.
  static func tokens(of text: String, from start: Int = 0) throws(TextFault) -> [Token] {
    let bytes = Array(text.utf8)
    var tokens: [Token] = []
    var position = start
    while position < bytes.count {
      if CronParser.isSpace(bytes[position]) {
        position += 1
        continue
      }
      if bytes[position] == UInt8(ascii: "."), !tokens.isEmpty,
        bytes[(position + 1)...].allSatisfy(CronParser.isSpace)
      {
        break
      }
      let (kind, end) = extent(bytes, from: position)
      guard let kind else {
        let start = startOfWord(bytes, around: position, from: start)
        throw TextFault(
          .unexpected(rest(bytes, from: start), wanted: "English words and the digits 0–9"),
          at: start, in: text)
      }
      var token = String(decoding: bytes[position..<end].map(\.lowercasedASCII), as: UTF8.self)
      if kind == .word { token.removeAll { $0 == "." } }
      tokens.append(Token(kind: kind, text: token, offset: position))
      position = end
    }
    return tokens
  }

  private static func extent(_ bytes: [UInt8], from start: Int) -> (Kind?, end: Int) {
    let isDigit = { (index: Int) in index < bytes.count && bytes[index].decimalDigit != nil }
    var end = start
    if isDigit(start) {
      while isDigit(end) { end += 1 }
      guard end < bytes.count, bytes[end] == UInt8(ascii: "."), isDigit(end + 1) else {
        return (.number, end)
      }
      end += 1
      while isDigit(end) { end += 1 }
      return (.number, end)
    }
    while end < bytes.count, bytes[end].isASCIILetter { end += 1 }
    if end > start { return (.word, endOfHalfDay(bytes, from: start, to: end)) }
    let isMark = [",", ":", "-", "@"].contains { UInt8(ascii: $0) == bytes[start] }
    return (isMark ? .mark : nil, start + 1)
  }

  /// `a.m.` is one word.
  private static func endOfHalfDay(_ bytes: [UInt8], from start: Int, to end: Int) -> Int {
    let dot = UInt8(ascii: ".")
    let letter = bytes[start].lowercasedASCII
    guard end == start + 1, letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p"),
      end + 1 < bytes.count, bytes[end] == dot,
      bytes[end + 1].lowercasedASCII == UInt8(ascii: "m")
    else { return end }
    return end + 2 < bytes.count && bytes[end + 2] == dot ? end + 3 : end + 2
  }

  /// Where the letters begin that are part of one word with a letter that is not English.
  private static func startOfWord(
    _ bytes: [UInt8], around position: Int, from start: Int
  ) -> Int {
    guard bytes[position] >= 0x80 else { return position }
    let letters = bytes[start..<position].reversed().prefix(while: \.isASCIILetter)
    return position - letters.count
  }

  private static func rest(_ bytes: [UInt8], from start: Int) -> String {
    let run = bytes[start...].prefix { !CronParser.isSpace($0) }
    return String(decoding: run, as: UTF8.self)
  }
}
