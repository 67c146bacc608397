import OrderedJSON

/// Something that a person should know about a schedule though it is right.
enum Notice: Hashable, Sendable {
  /// With the name of the zone that is used.
  case timezoneMissing(String)
  case dayOfMonthMissing
  /// Of a day of the year.
  case timeOfTheYearMissing
  /// A time that is not written `HH:MM`, and the minute of the day that it is read as.
  case timeRead(String, as: Int)
  /// As they are listed: there may be very many.
  case unknownKeys(String)
  /// As they are listed, and the type that has no meaning for them.
  case keysOfOtherTypes(String, String)
  case timeIgnored(String)
  /// A zone with the offset that it has all year, and the place whose clocks most people mean by it.
  case zoneWithoutSummerTime(String, offset: String, city: String, place: String)
  case zoneOfOlderSystems(String, place: String)
  /// A zone whose name has the sign of its offset the other way round, and that offset.
  case zoneCountedWest(String, String)

  var text: String {
    switch self {
    case .timezoneMissing(let zone): "No time zone was given: \(zone) is used."
    case .dayOfMonthMissing: "No day of the month was given: the 1st is used."
    case .timeOfTheYearMissing: "No time of day was given: 00:00 is used."
    case .timeRead(let time, let minute): "The time “\(time.shortened)” is read as \(minute.clock)."
    case .unknownKeys(let keys): "Not known and ignored in schedule_config: \(keys)."
    case .keysOfOtherTypes(let keys, let type):
      "Ignored in schedule_config, as a \(type) schedule has no such thing: \(keys)."
    case .timeIgnored(let time):
      "The time \(time.shortened) is ignored: this schedule has times of its own."
    case .zoneWithoutSummerTime(let zone, let offset, let city, let place):
      "\(zone) is \(offset) all year, without summer time. If the clocks of \(city) are meant, take "
        + "\(place)."
    case .zoneOfOlderSystems(let zone, let place):
      "\(zone) is a name of older systems, with the clocks that \(place) has; better name the place, "
        + "as \(place)."
    case .zoneCountedWest(let zone, let offset):
      "\(zone) is \(offset) all year, without summer time: the sign in such names counts the other way."
    }
  }
}

extension [String] {
  /// `a, b and c`: the first ones, each shortened, and how many more there are.
  package var listedInBrief: String { listedInBrief(of: count) }

  /// The same where these are the first ones of so many; where there are more than are named, as many
  /// as are named are enough.
  package func listedInBrief(of count: Int) -> String {
    let most = Limits.namedInNotices
    let names = prefix(most).map(\.shortened)
    return (count > most ? names + ["\(count - most) more"] : names).listed
  }

  /// `a, b and c`
  var listed: String { listed(by: "and") }

  /// `a, b or c`, by the word that is given.
  package func listed(by word: String) -> String {
    guard count > 1, let last else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " \(word) " + last
  }
}
