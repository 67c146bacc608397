extension Rewording {
  /// `9am`, `09:00 and noon`: times of every day.
  var timesAlone: [String] {
    var ahead = parser
    _ = ahead.accept("at")
    let start = ahead.index
    // What is thrown behind the last of them is which half of the day they are in.
    _ = try? ahead.times()
    guard ahead.index > start, ahead.isAtEnd else { return [] }
    return [Self.joined("every day at", piece(start..<words.count))]
  }

  /// `weekdays 9-17`, `every day from 9 to 17`: every hour of it, or what the text itself counts by.
  var windows: [String] {
    guard let (first, last) = window else { return [] }
    let fillers: Set = ["from", "between", "at", ",", "on"]
    let start = words[..<first.lowerBound].lastIndex { !fillers.contains($0) }.map { $0 + 1 } ?? 0
    let tail = piece(last.upperBound..<words.count)
    let window: Substring =
      "from \(piece(first).trimmingEnd(of: " ")) to \(piece(last).trimmingEnd(of: " "))"
    let head = piece(0..<start)
    let leading = ["every", "each", "on"].contains(words[0]) ? 1 : 0
    let days = leading < start ? piece(leading..<start).trimmingEnd(of: " ") : ""
    let isEveryDay = ["", "day", "daily"].contains(days.lowercased())
    return [
      Self.joined(head, window, tail),
      Self.joined("every hour", window, isEveryDay ? "" : "on \(days)", tail),
    ]
  }

  /// The first two times with `-` or `to` between them.
  private var window: (first: Range<Int>, last: Range<Int>)? {
    for start in words.indices where start == 0 || !["-", ":"].contains(words[start - 1]) {
      var ahead = parser(at: start)
      guard (try? ahead.time()) != nil else { continue }
      let first = start..<ahead.index
      // `at ten to 12` is a time.
      if start > 0, words[start - 1] == "at", ahead.word == "to" { continue }
      let marks =
        start > 0 && words[start - 1] == "between" ? ["and"] : ["-", "to", "until", "till"]
      guard marks.contains(where: { ahead.accept($0) }) else { continue }
      let second = ahead.index
      guard (try? ahead.time()) != nil, !["-", ":"].contains(ahead.peek()?.text) else { continue }
      let end = first.upperBound
      return (start..<end, second..<ahead.index)
    }
    return nil
  }

  /// `every monday morning at 9`, `every day at 9 in the evening`: the half of the day of a bare hour;
  /// an hour where there is none.
  var partsOfTheDay: [String] {
    let parts = ["morning": "9am", "afternoon": nil, "evening": "6pm", "night": "midnight"]
    // Of half past nine it is the evening's that is meant.
    guard !saysTimeInWords else { return [] }
    let singulars = words.map { $0.hasSuffix("s") ? String($0.dropLast()) : $0 }
    guard let index = singulars.firstIndex(where: { parts.keys.contains($0) }) else { return [] }
    let part = singulars[index]
    var replacements = [index: ""]
    if index > 0, ["every", "each"].contains(words[index - 1]) {
      replacements[index] = "day"
    } else if index > 1, words[index - 2] == "in", words[index - 1] == "the" {
      replacements[index - 2] = ""
      replacements[index - 1] = ""
    }
    let behindHour: Set = ["in", "on", "every", "each", ",", "and"]
    for place in words.indices.dropFirst() where words[place - 1] == "at" {
      guard let hour = Int(words[place]), words[place].utf8.count <= 2,
        place + 1 == words.count || behindHour.contains(words[place + 1]),
        let half = Self.half(of: hour, in: part)
      else { continue }
      replacements[place] = "\(hour)\(half)"
    }
    let text = replacing(replacements)
    if parser.hasTime { return [text] }
    guard let usual = parts[part] ?? nil else { return [] }
    return [Self.joined(text[...], "at \(usual)")]
  }

  static func half(of hour: Int, in part: String) -> String? {
    switch (part, hour) {
    case ("morning", 1...11): "am"
    case ("afternoon", 1...12), ("evening", 1...11), ("night", 6...11): "pm"
    case ("night", 1...5), ("night", 12): "am"
    default: nil
    }
  }
}
