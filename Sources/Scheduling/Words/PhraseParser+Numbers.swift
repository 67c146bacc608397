extension PhraseParser {
  /// The fault of a number in words that the grammar lacks: `forty`, `twenty-five`.
  func unknownNumber() -> TextFault? {
    guard let word, let number = Vocabulary.numbers[word] ?? Vocabulary.otherNumbers[word] else {
      return nil
    }
    let distance = peek(1)?.text == "-" ? 2 : 1
    if number >= 20, let second = peek(distance)?.text, let ones = Vocabulary.numbers[second],
      ones < 10
    {
      let spelled = word + (distance == 2 ? "-" : " ") + second
      return fault(.numberInWords(spelled, number + ones))
    }
    return Vocabulary.numbers[word] == nil ? fault(.numberInWords(word, number)) : nil
  }

  /// The fault of digits that letters follow at once which are no unit: `0x10`, `21th`.
  func unknownNumeral() -> TextFault? {
    guard let number = peek(), let ending = peek(1), ending.kind == .word,
      ending.offset == number.offset + number.text.utf8.count,
      Vocabulary.units[ending.text] == nil
    else { return nil }
    if ["st", "nd", "rd", "th"].contains(ending.text) {
      let right = Int(number.text).map(\.ordinal)
      let written = number.text + ending.text
      guard written != right else { return nil }
      return fault(
        .unknownWord(written, nearest: right, wanted: "a number or an ordinal, as 2 or 2nd"))
    }
    guard !Vocabulary.all.contains(ending.text),
      Vocabulary.nearest(to: ending.text, among: Expectation.unit.words) == nil
    else { return nil }
    let rest = text.utf8.dropFirst(number.offset).prefix { !CronParser.isSpace($0) }
    return fault(.badNumber(String(decoding: rest, as: UTF8.self)))
  }
}
