extension PhraseParser {
  var isAtEnd: Bool { index >= tokens.count }

  func peek(_ distance: Int = 0) -> Token? {
    index + distance < tokens.count ? tokens[index + distance] : nil
  }

  /// The next token, if it is a word.
  var word: String? { peek().flatMap { $0.kind == .word ? $0.text : nil } }

  /// Whether a time of day stands anywhere in the text, as far as single words tell.
  var hasTime: Bool {
    tokens.contains { ["at", ":", "am", "pm", "noon", "midnight"].contains($0.text) }
  }

  mutating func accept(_ text: String) -> Bool {
    guard peek()?.text == text else { return false }
    index += 1
    return true
  }

  /// Tokens as they stand in the text.
  func written(_ range: Range<Int>) -> String {
    guard let first = tokens[range].first, let last = tokens[range].last else { return "" }
    let end = last.offset + last.text.utf8.count
    return String(
      decoding: text.utf8.dropFirst(first.offset).prefix(end - first.offset), as: UTF8.self)
  }

  func fault(_ problem: TextFault.Problem, at index: Int? = nil) -> TextFault {
    let index = index ?? self.index
    let offset = index < tokens.count ? tokens[index].offset : text.utf8.count
    return TextFault(problem, at: offset, in: text)
  }

  /// The fault of a token that does not fit here.
  func unexpected(_ wanted: Expectation) -> TextFault {
    guard let token = peek() else { return fault(.unfinished(wanted: wanted.phrase)) }
    let isBehindNumber = index > 0 && tokens[index - 1].kind == .number
    if token.text == "-", peek(1)?.kind == .number, !isBehindNumber { return fault(.negative) }
    if token.text == ",", isBehindNumber, peek(1)?.kind == .number {
      return fault(.decimalComma)
    }
    if let number = unknownNumber() { return number }
    if Vocabulary.timeZones.contains(token.text) {
      return fault(.timeZone(written(index..<index + 1)))
    }
    if let moment = moment(token) { return moment }
    if token.kind == .word, !Vocabulary.all.contains(token.text) {
      let word = Vocabulary.nearest(to: token.text, among: wanted.words, isTimed: hasTime)
      // Of the halves of the day the first letter tells which is meant.
      let isHalf = word == "am" || word == "pm"
      let nearest = isHalf && token.text.first != word?.first ? nil : word
      return fault(.unknownWord(token.text, nearest: nearest, wanted: wanted.phrase))
    }
    return fault(.unexpected(token.text, wanted: wanted.phrase))
  }

  /// The fault of `tomorrow`, of `in 2 hours` and of `starting`.
  private func moment(_ token: Token) -> TextFault? {
    if Vocabulary.moments.contains(token.text) { return fault(.moment(token.text)) }
    if let field = Vocabulary.bounds[token.text] {
      return fault(.bound(token.text, field: field))
    }
    guard token.text == "in", index == 0, tokens.count > 1 else { return nil }
    return fault(.moment(written(0..<min(3, tokens.count))))
  }
}
