extension Rewording {
  /// `once a week on monday at 9am`, `twice a day at 9am and 5pm`: what the days or the times say, where
  /// there are as many of them as the frequency has.
  var frequencies: [String] {
    guard let (count, unit, place) = frequency else { return onceEvery }
    let listed: Int
    switch unit {
    case .day: listed = timesCount
    case .week: listed = daysCount(at: place.upperBound)
    case .month, .quarter: listed = ordinalsCount(at: place.upperBound)
    case .second, .minute, .hour, .year: listed = 0
    }
    guard listed == count || listed == 0 && count == 1, unit == .day || timesCount < 2 else {
      return []
    }
    let front = piece(0..<place.lowerBound)
    let tail = piece(place.upperBound..<words.count).drop { [" ", ","].contains($0) }
    let every = Self.joined(front, "every \(unit)", tail)
    // The days say how often by themselves.
    let isSaid = listed > 0 && [.day, .week].contains(unit)
    return isSaid ? [every, Self.joined(front, tail)] : [every]
  }

  /// `once every 2 weeks on friday`
  private var onceEvery: [String] {
    guard let once = words.firstIndex(of: "once"), once + 1 < words.count,
      ["every", "each"].contains(words[once + 1]), timesCount < 2
    else { return [] }
    let on = words[once...].firstIndex(of: "on") ?? words.count
    guard daysCount(at: on) < 2, ordinalsCount(at: on) < 2 else { return [] }
    return [Self.joined(piece(0..<once), piece(once + 1..<words.count))]
  }

  /// `twice a day`, `3 times per week`, `once weekly`.
  private var frequency: (count: Int, unit: Unit, place: Range<Int>)? {
    for start in words.indices {
      var ahead = parser(at: start)
      let count: Int
      if ahead.accept("once") {
        count = 1
      } else if ahead.accept("twice") {
        count = 2
      } else {
        guard ahead.startsCount, let number = (try? ahead.number())?.whole,
          ahead.accept(number == 1 ? "time" : "times")
        else { continue }
        count = number
      }
      if let word = ahead.word, let amount = Vocabulary.adverbs[word], amount.count == .one {
        return (count, amount.unit, start..<ahead.index + 1)
      }
      guard ["a", "an", "per", "each", "every"].contains(where: { ahead.accept($0) }),
        let word = ahead.word, let unit = Vocabulary.units[word]
      else { return nil }
      return (count, unit, start..<ahead.index + 1)
    }
    return nil
  }

  /// How many different times of day stand in the first row of them.
  private var timesCount: Int {
    for start in words.indices {
      var ahead = parser(at: start)
      guard ahead.accept("at") || ahead.startsTime else { continue }
      var minutes: Set<Int> = []
      while let time = try? ahead.time() {
        minutes.insert(time.minute)
        guard let length = ahead.separatorLength else { break }
        ahead.index += length
      }
      return minutes.count
    }
    return 0
  }

  private func daysCount(at start: Int) -> Int {
    var ahead = parser(at: start)
    _ = ahead.accept(",")
    _ = ahead.accept("on") || ahead.accept("every") || ahead.accept("each")
    return (try? ahead.dayList())?.days.count ?? 0
  }

  private func ordinalsCount(at start: Int) -> Int {
    var ahead = parser(at: start)
    _ = ahead.accept(",")
    _ = ahead.accept("on")
    guard let days = try? ahead.ordinalDays() else { return 0 }
    return [days.days, days.fromLast, days.nthWorkdays].map(\.nonzeroBitCount).reduce(0, +)
      + days.nthWeekdays.nonzeroBitCount + days.lastWeekdays.days.count
      + (days.lastWorkday ? 1 : 0)
  }
}
