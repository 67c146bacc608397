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
