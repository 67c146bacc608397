extension Int {
  /// A minute of the day as `09:00`.
  var clock: String { "\(self / 60, digits: 2):\(self % 60, digits: 2)" }

  /// The same as `9:00`.
  var shortClock: String { "\(self / 60):\(self % 60, digits: 2)" }
}

extension CivilDate {
  var monthName: String { Vocabulary.months[month - 1].capitalisedFirst }

  /// `25 December 2026`
  var spoken: String { "\(day) \(monthName) \(year)" }
}

extension String {
  var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}

/// A number of minutes as `2 hours`, `90 minutes` or `2 hours and 30 minutes`.
/// - Parameter omittingOne: `hour` for `1 hour`, as it stands behind `every`.
func spoken(_ minutes: Int, omittingOne: Bool = false) -> String {
  if minutes > 120, minutes % 60 != 0 {
    return spoken(minutes / 60 * 60) + " and " + spoken(minutes % 60)
  }
  let (count, unit) = minutes % 60 == 0 ? (minutes / 60, "hour") : (minutes, "minute")
  if count == 1 { return omittingOne ? unit : "1 \(unit)" }
  return "\(count) \(unit)s"
}
