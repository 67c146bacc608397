/// What may stand at a place of a text: as a message says it, and the words of which a misspelled
/// one may have been meant.
struct Expectation: Sendable, ExpressibleByStringLiteral {
  let phrase: String
  let words: [String]

  init(_ phrase: String, _ words: [String]) {
    self.phrase = phrase
    self.words = words
  }

  /// One word and no other, or what has no words.
  init(stringLiteral phrase: String) {
    self.init(phrase, [phrase])
  }
}

extension Expectation {
  static let schedule = Expectation(
    "a schedule, as every 2 hours, weekdays at 09:00 or every month on the 1st",
    ["every", "each", "repeat", "run", "half", "quarter", "once", "twice", "on", "at", "the"]
      + numberWords + ordinalWords + Array(Vocabulary.adverbs.keys) + dayWords)

  static let afterEvery = Expectation(
    "a number, a unit of time or a day, as every 2 hours or every Monday",
    ["other", "half", "quarter", "the"] + numberWords + ordinalWords + unitWords + dayWords)

  static let afterOn = Expectation(
    "a day, as Monday or the 1st of the month", ["the"] + ordinalWords + dayWords)

  static let unit = Expectation("a unit of time, as minutes or hours", unitWords)

  static let unitOrDay = Expectation("a unit of time or a day", unitWords + dayWords)

  static let day = Expectation("a day, as Monday, mon-fri or weekdays", dayWords)

  static let number = Expectation("a number", numberWords)

  static let ordinal = Expectation("an ordinal, as 1st, first or last", ordinalWords)

  static let behindOrdinal = Expectation(
    "of the month; intervals are written as every 3 days", behindOrdinalWords)

  static let ofTheMonth = Expectation("of the month", behindOrdinalWords)

  static let month = Expectation("the name of a month, as in 24 November", Vocabulary.months)

  static let dayOfTheYear = Expectation(
    "a day and a month, as 24 November", ["the"] + Vocabulary.months)

  static let time = Expectation("a time, as 09:00 or 9am", ["noon", "midnight"])

  static let atOrEnd = Expectation("at and a time, or the end of the text", ["at"])

  private static let behindOrdinalWords =
    ["of", "and", "to", "day", "weekday", "business"] + Array(Vocabulary.weekdays.keys)
  private static let numberWords = Array(Vocabulary.numbers.keys)
  private static let ordinalWords = ["last"] + Array(Vocabulary.ordinals.keys)
  private static let unitWords = Array(Vocabulary.units.keys)
  private static let dayWords =
    ["business"] + Array(Vocabulary.weekdays.keys) + Array(Vocabulary.dayGroups.keys)
}
