extension Schedule {
  /// The instants later than one and not later than another that the exclusions have taken out.
  package func excluded(after: Instant, through: Instant) -> [Instant] {
    guard settings.filter.excludes else { return [] }
    return Array(instants(after: after, through: through, .excluded))
  }

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
