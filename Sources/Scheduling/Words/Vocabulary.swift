/// The words that a schedule may be written with.
enum Vocabulary {
  static let numbers = [
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
  ]

  static let ordinals = ["first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5]

  /// The adverbs and what they stand for.
  static let adverbs: [String: Amount] = [
    "minutely": Amount(1, .minute), "hourly": Amount(1, .hour), "daily": Amount(1, .day),
    "weekly": Amount(1, .week), "fortnightly": Amount(2, .week), "monthly": Amount(1, .month),
    "quarterly": Amount(1, .quarter), "yearly": Amount(1, .year), "annually": Amount(1, .year),
  ]

  static let units: [String: Unit] = [
    "second": .second, "seconds": .second, "sec": .second, "secs": .second, "s": .second,
    "minute": .minute, "minutes": .minute, "min": .minute, "mins": .minute, "m": .minute,
    "hour": .hour, "hours": .hour, "hr": .hour, "hrs": .hour, "h": .hour,
    "day": .day, "days": .day, "d": .day, "week": .week, "weeks": .week, "w": .week,
    "month": .month, "months": .month, "quarter": .quarter, "quarters": .quarter,
    "year": .year, "years": .year,
  ]

  /// The names of single days, in full and of three letters.
  static let singleDays: [String: Weekday] = Dictionary(
    uniqueKeysWithValues: Weekday.allCases.flatMap { day in
      [(day.word, day), (String(day.word.prefix(3)), day)]
    })

  /// The same, and their plurals.
  static let weekdays = singleDays.merging(
    Weekday.allCases.map { ($0.word + "s", $0) }, uniquingKeysWith: { one, _ in one })

  static let dayGroups: [String: WeekdaySet] = [
    "weekday": .workdays, "weekdays": .workdays, "weekend": .weekend, "weekends": .weekend,
  ]

  static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  /// 1–12, by the names in full and of three letters.
  static let monthNumbers: [String: Int] = Dictionary(
    months.enumerated().flatMap { index, name in
      [(name, index + 1), (String(name.prefix(3)), index + 1)]
    }, uniquingKeysWith: { one, _ in one })

  private static let others = [
    "every", "each", "repeat", "run", "other", "half", "quarter", "an", "and", "at", "on", "the",
    "of", "last", "once", "twice", "times", "per", "business", "from", "to", "between", "noon",
    "midnight", "am", "pm", "that", "has", "its", "or",
  ]

  static let all: Set<String> = Set(others).union(numbers.keys).union(ordinals.keys)
    .union(adverbs.keys).union(units.keys).union(weekdays.keys).union(dayGroups.keys)
    .union(monthNumbers.keys)

  /// Numbers that are to be written in digits, those that are made of two words included.
  static let otherNumbers = [
    "thirteen": 13, "fourteen": 14, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100,
  ]

  /// Short names of time zones that people write behind a time.
  static let timeZones: Set = [
    "utc", "gmt", "z", "zulu", "est", "edt", "et", "cst", "cdt", "ct", "mst", "mdt", "mt", "pst",
    "pdt", "pt", "akst", "akdt", "hst", "ast", "adt", "nst", "ndt", "brt", "wet", "west", "bst",
    "cet", "cest", "met", "mest", "eet", "eest", "msk", "sast", "ist", "pkt", "sgt", "hkt", "jst",
    "kst", "awst", "acst", "acdt", "aest", "aedt", "nzst", "nzdt",
  ]

  /// Other short names of days.
  static let shortDays = [
    "mo": "mon", "tu": "tue", "we": "wed", "th": "thu", "fr": "fri", "sa": "sat", "su": "sun",
    "tues": "tue", "weds": "wed", "wednes": "wed", "thur": "thu", "thurs": "thu",
  ]

  /// What people write that means two things, or that is said otherwise here.
  private static let otherwise = [
    "biweekly": "every 2 weeks", "bimonthly": "every 2 months", "fortnight": "2 weeks",
    "fortnights": "2 weeks", "thrice": "3 times", "nightly": "every day at midnight",
    "through": "to", "thru": "to", "until": "to", "till": "to", "sixth": "6th", "seventh": "7th",
    "eighth": "8th",
    "ninth": "9th", "tenth": "10th", "eleventh": "11th", "twelfth": "12th", "fifteenth": "15th",
    "twentieth": "20th", "thirtieth": "30th",
    "everyday": "every day", "morning": "day at 9am", "evening": "day at 6pm",
    "night": "day at midnight", "working": "business", "work": "business",
  ]

  /// What is written for moments that no schedule has.
  static let moments: Set = ["today", "tonight", "tomorrow", "now", "next", "this"]

  /// What is written in front of a first or last day, and the field that has it.
  static let bounds = ["starting": "start", "ending": "end"]

  /// Words that mean none of those that look like them.
  private static let apart = moments.union(bounds.keys).union(["in", "start", "end"])

  /// What was probably meant by a word that is not known, out of the words that may stand at its
  /// place: one that is spelled nearly the same or begins with it.
  /// - Parameter isTimed: whether the text says a time, so that the usual one of a word is not meant.
  static func nearest(
    to word: String, among allowed: [String], isTimed: Bool = false
  ) -> String? {
    if apart.contains(word) { return nil }
    if var other = shortDays[word] ?? otherwise[word] {
      if isTimed, let time = other.firstRange(of: " at ") {
        other.removeSubrange(time.lowerBound...)
      }
      let first = other.prefix { $0 != " " }.lowercased()
      if allowed.contains(first) || !all.contains(first) { return other }
    }
    // In alphabetical order, so that it is always the same.
    let sorted = allowed.sorted()
    return Spelling.nearest(to: word, among: sorted)
      ?? (word.utf8.count < 3 ? nil : sorted.first { $0.hasPrefix(word) })
  }
}
