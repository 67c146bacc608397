extension TimeZoneRules {
  /// Coordinated universal time; needs no file.
  package static let utc = TimeZoneRules(name: "UTC", offset: 0, abbreviation: "UTC")

  /// The instant of a local time in seconds since 1970: the first of two, or the end of the gap
  /// that holds it.
  /// - Parameter local: seconds since 1970-01-01T00:00 local time.
  func second(local: Int64) -> Int64 {
    var period = period(at: local - 26 * 3600)
    while local >= period.end + period.offset, period.end < ZonePeriod.end {
      period = self.period(at: period.end)
    }
    return max(local - period.offset, period.start)
  }

  /// The last second of the year 9999, here and in UTC, after which nothing can be written.
  var latest: Int64 {
    let nextYear = CivilMonth(year: 10_000, month: 1).firstDay
    return min(Instant.latest.seconds, second(local: Int64(nextYear) * 86400) - 1)
  }
}
