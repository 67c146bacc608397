/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
package struct Instant: Hashable, Comparable, Sendable {
  /// Since 1970-01-01T00:00:00Z; before that negative.
  package let milliseconds: Int64

  /// - Parameter milliseconds: since 1970-01-01T00:00:00Z; any number is an instant.
  package init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// - Parameter seconds: since 1970; what does not fit becomes the earliest or the latest instant.
  package init(seconds: Int64) {
    milliseconds = seconds.saturatingProduct(1000)
  }

  /// The beginning of a day in UTC.
  /// - Parameter day: counted from 1970-01-01; what does not fit becomes the earliest or the latest
  ///   instant.
  package init(day: Int) {
    milliseconds = Int64(day).saturatingProduct(86_400_000)
  }

  /// Seconds since 1970, rounded down.
  package var seconds: Int64 { milliseconds.dividedDown(by: 1000) }

  /// The number of its day in UTC, counted from 1970-01-01.
  package var day: Int { Int(milliseconds.dividedDown(by: 86_400_000)) }

  /// Stops at the earliest and the latest instant.
  package func advanced(bySeconds seconds: Int64) -> Instant {
    advanced(byMilliseconds: seconds.saturatingProduct(1000))
  }

  /// Stops at the earliest and the latest instant.
  package func advanced(byMilliseconds distance: Int64) -> Instant {
    Instant(milliseconds: milliseconds.saturatingSum(distance))
  }

  /// How much later this instant is than the other, in milliseconds; stops at the ends of `Int64`.
  package func milliseconds(since other: Instant) -> Int64 {
    let (difference, overflow) = milliseconds.subtractingReportingOverflow(other.milliseconds)
    guard overflow else { return difference }
    return milliseconds < other.milliseconds ? .min : .max
  }

  /// The earlier is the lesser.
  package static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }
}
