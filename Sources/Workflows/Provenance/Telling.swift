import OrderedJSON

/// How much a value tells of where it comes from.
enum Telling: Comparable, Sendable {
  /// It stands anywhere: yes, 3, an empty text.
  case nothing
  /// It may be the same by chance: a common word, a year. A name that says what it is makes it tell.
  case little
  /// It is the same only where it comes from the same place.
  case much

  init(_ json: JSON) {
    switch json {
    case .string(let text): self.init(text: text)
    case .number(let digits): self.init(number: digits)
    default: self = .nothing
    }
  }

  init(text: String) {
    let bytes = text.utf8
    guard bytes.count > 1, !Telling.words.contains(text.lowercased()) else {
      self = .nothing
      return
    }
    let digits = bytes.count(where: \.isDigit)
    let letters = bytes.count { $0.isLetterOrDigit && !$0.isDigit || $0 >= 0x80 }
    if letters == 0 {
      self.init(number: text)
    } else if digits > 0 {
      self = bytes.count >= 5 ? .much : .little
    } else if bytes.contains(where: { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "/") }) {
      self = bytes.count >= 5 ? .much : .little
    } else {
      // Without digits: a sentence, a name of several words, or a word that others may say too.
      let isOfSeveralWords = text.contains { $0.isWhitespace }
      self = bytes.count >= (isOfSeveralWords ? 8 : 17) ? .much : .little
    }
  }

  private init(number text: String) {
    let digits = text.utf8.count(where: \.isDigit)
    let hasPoint = text.utf8.contains(UInt8(ascii: "."))
    switch digits {
    // 10000 and the like are counted, not called so.
    case 5... where text.hasSuffix("000"): self = .little
    case 5...: self = hasPoint && digits < 7 ? .little : .much
    case 3, 4: self = .little
    default: self = .nothing
    }
  }

  private static let words: Set = [
    "true", "false", "null", "none", "yes", "no", "ok", "on", "off", "all", "any",
  ]
}
