/// A time of day as it is written, before it is known which half of the day an hour by itself is in.
struct WrittenTime {
  /// Of the day; of an hour by itself, by the clock of 24 hours.
  let minute: Int
  /// Set where nothing but the hour is written.
  let bareHour: BareHour?

  /// Whether it is written by the clock of 24 hours for sure.
  let isOf24Hours: Bool
}

/// An hour that stands by itself in a text: `9`.
struct BareHour: Hashable, Sendable {
  /// 0–23.
  let hour: Int
  /// Where it stands, in UTF-8 code units.
  let place: Range<Int>

  /// What it may mean, as it would be written: `9am` and `9pm`.
  var readings: [String] {
    switch hour {
    case 1...11: ["\(hour)am", "\(hour)pm"]
    case 12: ["noon", "midnight"]
    default: ["\(hour):00"]
    }
  }
}

extension PhraseParser {
  /// The minutes of the day of times that stand beside each other. An hour by itself is read where
  /// only one reading is possible, which another of them by the clock of 24 hours makes sure.
  func minutes(of times: [WrittenTime]) throws(TextFault) -> [Int] {
    let doubtful = times.compactMap(\.bareHour).filter { $0.readings.count > 1 }
    guard let first = doubtful.first, !times.contains(where: \.isOf24Hours) else {
      return times.map(\.minute)
    }
    throw TextFault(
      .bareHours(doubtful, mayBeDate: false), at: first.place.lowerBound, in: text)
  }
}
