/// Why a schedule's text is refused, and where.
package struct TextFault: Error, Hashable {
  /// In characters from the beginning of the text.
  package let position: Int
  let problem: Problem

  enum Problem: Error, Hashable {
    case empty
    case unknownWord(String, nearest: String?, wanted: String)
    case unexpected(String, wanted: String)
    case unfinished(wanted: String)
    /// Nothing stands where something should, and the text goes on.
    case missing(wanted: String)
    case notWholeMinutes(String)
    case tooShort(String)
    case tooLong(String)
    case negative
    case zero(String)
    case decimalComma
    case tooManyDecimals(String)
    case badNumber(String)
    /// A number that is to be written in digits, and its digits.
    case numberInWords(String, Int)
    case outOfRange(String, field: CronField)
    case badStep(String)
    case reversedRange(String, list: String)
    case fieldCount(Int)
    case unknownMacro(String)
    case badTime(String)
    /// Hours by themselves that may be in either half of the day, in their order; behind a day of the
    /// week it may be a date, in either half or not.
    case bareHours([BareHour], mayBeDate: Bool)
    case badDate(String)
    /// A zone's short name, which is given by itself.
    case timeZone(String)
    /// A day or a moment that is told from when it is said: `tomorrow`.
    case moment(String)
    /// A word in front of a first or last day, and the field that has it.
    case bound(String, field: String)
    /// A day of a year by itself, which may be meant once or every year.
    case yearMissing(String)
    case reversedWindow
    case mixedUnits
    case timesPerDay
    case notThatOften(String)
    case timesWithoutDays
    case secondsAlone
  }

  /// - Parameter offset: in UTF-8 code units of the text.
  init(_ problem: Problem, at offset: Int, in text: some StringProtocol) {
    let utf8 = text.utf8
    let index = utf8.index(utf8.startIndex, offsetBy: offset, limitedBy: utf8.endIndex)
    position = text.distance(from: text.startIndex, to: index ?? text.endIndex)
    self.problem = problem
  }
}
