import OrderedJSON

extension TextFault {
  /// What hours that stand by themselves may mean together: of up to two, every reading of each; of
  /// more, those in which they follow each other through one day, or all of one half of it.
  static func readings(of hours: [BareHour]) -> [[String]] {
    guard hours.count > 2 else {
      return hours.reduce([[]]) { all, hour in
        all.flatMap { front in hour.readings.map { front + [$0] } }
      }
    }
    // From midnight on, 12 is the first hour of either half.
    let order = hours.map { $0.hour % 12 }
    let descents = order.indices.dropFirst().filter { order[$0] <= order[$0 - 1] }
    let turns: [Int]
    switch descents.count {
    case 0: turns = Array((0...hours.count).suffix(Limits.textsOffered).reversed())
    case 1: turns = descents
    default: turns = [hours.count, 0]
    }
    return turns.map { turn in
      hours.enumerated().map { $1.reading(isMorning: $0 < turn) }
    }
  }

  /// - Parameter readings: one for each hour.
  static func text(_ text: String, with readings: [String], for hours: [BareHour]) -> String {
    let bytes = Array(text.utf8)
    var end = 0
    var parts: [UInt8] = []
    for (hour, reading) in zip(hours, readings) {
      parts += bytes[end..<hour.place.lowerBound] + Array(reading.utf8)
      end = hour.place.upperBound
    }
    return String(decoding: parts + bytes[end...], as: UTF8.self)
  }
}

extension BareHour {
  fileprivate func reading(isMorning: Bool) -> String {
    // Of 12, noon is the first reading.
    let isFirst = hour == 12 ? !isMorning : isMorning
    return (isFirst ? readings.first : readings.last) ?? "\(hour):00"
  }
}
