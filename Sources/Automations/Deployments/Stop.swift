package import Scheduling

/// A time in which an automation's instants come and do not run: a pause of its own, a pause of all
/// that its owner has, or its open circuit.
package struct Stop: Hashable, Sendable {
  /// Why, as the rows of these instants tell it.
  package let reason: Reason
  /// Instants later than this do not run.
  package let since: Instant
  /// From this instant on they run again; `nil`: nobody has said when.
  package let until: Instant?
  /// Whether it is the pause of all that the owner has.
  package let isOfAll: Bool

  package init(reason: Reason, since: Instant, until: Instant?, isOfAll: Bool) {
    self.reason = reason
    self.since = since
    self.until = until
    self.isOfAll = isOfAll
  }

  /// Whether an instant falls into it.
  package func holds(_ instant: Instant) -> Bool {
    instant > since && until.map { instant < $0 } ?? true
  }

  /// Whether it is in force at a moment: what would start then does not. One that began since is,
  /// too: whoever began it was told that nothing starts any more.
  package func isInForce(at now: Instant) -> Bool { until.map { now < $0 } ?? true }
}

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
