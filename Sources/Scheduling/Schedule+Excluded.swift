extension Schedule {
  /// The least instant strictly later than another that the exclusions have taken out; nil when
  /// there is none within 60 years.
  package func nextExcluded(after: Instant) -> Instant? {
    settings.filter.excludes ? next(after: after, .excluded) : nil
  }

  /// The least instant strictly later than another, excluded or not: when there is something to
  /// write down about this schedule.
  package func nextNominal(after: Instant) -> Instant? {
    [next(after: after), nextExcluded(after: after)].compactMap(\.self).min()
  }
}
