package import Scheduling

/// A pause of all automations of one person.
package struct Pause: Hashable, Sendable {
  /// In the person's own words, 1–1000 characters.
  package let reason: String
  /// When it was begun; what waited then was ended.
  package let since: Instant
  /// When it ends by itself, and an instant runs again; `nil`: when somebody ends it.
  package let until: Instant?

  package init(reason: String, since: Instant, until: Instant?) {
    self.reason = reason
    self.since = since
    self.until = until
  }

  /// Whether an instant to come does not run for it, as `Stop.holds` has it.
  package func covers(_ instant: Instant) -> Bool { until.map { instant < $0 } ?? true }
}
