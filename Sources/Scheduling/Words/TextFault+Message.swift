import OrderedJSON

extension TextFault {
  /// What is wrong; where there are texts that may have been meant, these first, but where the message
  /// itself asks which of them is right.
  func message(offering offers: [String]) -> String {
    switch problem {
    case .bareHours, .yearMissing: message
    case _ where offers.isEmpty || offers.contains { $0.utf8.count > Limits.quotedOfferBytes }:
      message
    default: "\(Self.question(offers)) \(reason)"
    }
  }

  /// `did you mean "every 2 hours"?`
  static func question(_ offers: [String]) -> String {
    "did you mean \(offers.map { "\"\($0)\"" }.listed(by: "or"))?"
  }

  /// What is wrong, without what would be right.
  private var reason: String {
    switch problem {
    case .unknownWord(let word, _, _): "“\(word.shortened)” is not known here"
    case .unexpected(let found, _): "“\(found.shortened)” does not fit here"
    case .unfinished: "the text ends too early"
    case .missing: "something is missing here"
    case .moment(let words):
      "a schedule says the same whenever it is read, which “\(words.shortened)” does not"
    default: message
    }
  }

  /// What is wrong and what would be right.
  var message: String {
    switch problem {
    case .empty:
      "there is no schedule here; write one as “every 2 hours”, “weekdays at 09:00” or “0 9 * * 1-5”"
    case .unknownWord(let word, let nearest, let wanted):
      "“\(word.shortened)” is not known here; "
        + (nearest.map { "did you mean \"\($0)\"?" } ?? "expected \(wanted)")
    case .unexpected(let found, let wanted):
      "“\(found.shortened)” does not fit here; expected \(wanted)"
    case .unfinished(let wanted): "the text ends too early; expected \(wanted)"
    case .missing(let wanted): "something is missing here; expected \(wanted)"
    case .notWholeMinutes(let interval):
      "“\(interval.shortened)” does not fit; the interval must be whole minutes"
    case .tooShort(let interval):
      "“\(interval.shortened)” is too short; the interval must be at least one minute"
    case .tooLong(let interval):
      "“\(interval.shortened)” is too long; the interval must be at most "
        + "\(Period.maximumYears) years"
    case .negative: "a number here must not be negative; did you mean it without \"-\"?"
    case .zero(let number): "“\(number.shortened)” is too small; a number here must be at least 1"
    case .decimalComma: "write decimals with a point, as 2.5"
    case .tooManyDecimals(let number):
      "“\(number.shortened)” has too many decimals; write at most \(DecimalNumber.maximumScale)"
    case .badNumber(let text):
      "“\(text.shortened)” is no number; write it in the digits 0–9, as 2 or 1.5"
    case .numberInWords(let words, let number):
      "“\(words)” is to be written in digits, as \(number); the number words known here are one to "
        + "twelve, fifteen, twenty and thirty"
    case .outOfRange(let value, let field):
      "“\(value.shortened)” is no \(field.name); allowed: \(field.allowed)"
    case .badStep(let step):
      "“\(step.shortened)” is no step; write a whole number from 1 behind the \"/\""
    case .reversedRange(let range, let list):
      "“\(range.shortened)” runs backwards, which only days of the week may; did you mean \"\(list)\"?"
    case .fieldCount(let count) where count == 6 || count == 7:
      "\(count) fields; seconds and years are not supported: write five, minute hour "
        + "day-of-month month day-of-week"
    case .fieldCount(let count):
      "\(count) field\(count == 1 ? "" : "s"); a cron expression has five: minute hour day-of-month "
        + "month day-of-week"
    case .unknownMacro(let macro): Self.message(unknownMacro: macro)
    case .badTime(let time):
      "“\(time.shortened)” is no time of day; write 00:00 to 23:59, 9am, noon or midnight"
    case .bareHours(let hours, let mayBeDate): Self.message(bareHours: hours, mayBeDate: mayBeDate)
    case .badDate(let date):
      "“\(date.shortened)” is no date; write one as 2026-11-24 or, of a year, 24 November"
    case .timeZone(let zone):
      "“\(zone)” is a time zone, which goes into the field of its own, timezone; leave it out here"
    case .moment:
      "\(reason); write days and times, or for a single run its date, as once at 2026-11-24 09:00"
    case .bound(let word, let field):
      "“\(word)” does not fit here; the \(field == "start" ? "first" : "last") day goes into the field of "
        + "its own, \(field)"
    case .yearMissing(let date):
      "“\(date)” is a day of which year? write the year behind it, or every year on in front"
    case .reversedWindow: "the window must end later than it begins, on the same day"
    case .mixedUnits: "months, quarters and years are counted whole and not added to shorter units"
    case .timesPerDay: "write how often as a whole number"
    case .notThatOften(let span): "that often \(span) gives no whole minutes between the runs"
    case .timesWithoutDays:
      "a time of day goes with days, as in “at 9am every day”, and stands there once"
    case .secondsAlone:
      "seconds are not supported, the shortest interval is one minute; did you mean \"every second day\"?"
    }
  }

  private static func message(bareHours hours: [BareHour], mayBeDate: Bool) -> String {
    guard let first = hours.first else { return "" }
    let write = "write \(mayBeDate ? "the time as " : "")" + first.readings.listed(by: "or")
    if mayBeDate { return "“\(first.hour)” may be an hour or a day of the month; \(write)" }
    let times = TimeOfDay.readings(ofBareHour: first.hour).map(\.shortClock)
    return "\(times.listed(by: "or"))? \(write)"
  }

  private static func message(unknownMacro macro: String) -> String {
    if macro.lowercased() == "@reboot" {
      return "“@reboot” is no time; write when to run, as @daily or @every 2h"
    }
    let nearest = Spelling.nearest(to: macro.lowercased(), among: CronExpression.macros)
    let hint = nearest.map { "; did you mean \"\($0)\"?" }
    return "“\(macro.shortened)” is not known"
      + (hint ?? "; allowed: \(CronExpression.macros.joined(separator: ", ")) 2h")
  }
}

extension String {
  /// What was given, short enough for a message. Unicode scalars are counted, as a character has any
  /// number of them.
  var shortened: String {
    let scalars = unicodeScalars
    guard
      let end = scalars.index(startIndex, offsetBy: Limits.quotedCharacters, limitedBy: endIndex),
      end < endIndex
    else { return self }
    return String(scalars[..<end]) + "…"
  }
}
