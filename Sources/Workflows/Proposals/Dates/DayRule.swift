import OrderedJSON

/// How a day follows from the day of a run.
struct DayRule: Hashable, Sendable {
  /// As `$date` has it; empty: nothing.
  var add = ""
  var to = ""
  /// In a sentence.
  let words: String

  /// `{"$date": …}`
  func template(_ date: DateText) -> JSON {
    var members: [JSON.Member] = [.init("from", "run")]
    if !add.isEmpty { members.append(.init("add", .string(add))) }
    if !to.isEmpty { members.append(.init("to", .string(to))) }
    members.append(.init("format", .string(date.format)))
    if date.isUTC { members.append(.init("timezone", "UTC")) }
    return ["$date": .object(members)]
  }

  /// - Parameter distance: in days.
  init(distance: Int) {
    switch distance {
    case 0: self.init(words: "the day of the run")
    case 1: self.init(add: "1d", words: "the day after the run")
    case -1: self.init(add: "-1d", words: "the day before the run")
    default:
      let side = distance < 0 ? "before" : "after"
      self.init(add: "\(distance)d", words: "\(abs(distance)) days \(side) the run")
    }
  }

  init(add: String = "", to: String = "", words: String) {
    (self.add, self.to, self.words) = (add, to, words)
  }

  /// Of a month beside that of the run.
  init?(months distance: Int) {
    switch distance {
    case 0: self.init(words: "the month of the run")
    case -1: self.init(add: "-1M", to: "start of month", words: "the month before the run")
    case 1: self.init(add: "1M", to: "start of month", words: "the month after the run")
    default: return nil
    }
  }

  /// The nearest day of that name before the run or after it.
  init(weekday: Int, isLater: Bool) {
    let words = "\(isLater ? "next" : "last") \(DayRule.weekdays[weekday])"
    self.init(to: words, words: "the \(words)")
  }

  static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]
}

/// What a date means, as far as it can be known.
struct DayReading {
  let rule: DayRule
  /// Whether it is a day that people mean by itself: that of the run, its neighbours, the ends of periods
  /// and of ranges that lead there.
  var isPlain = false
  /// Whether nothing else is as likely.
  var isCertain = false
  /// Whether somebody spoke of it in such words.
  var isSpoken = false
}
