package import Scheduling

/// What is written for a time that a clock had shown too early. Where the clock is set back, that
/// time comes again, and its instants with it.
package protocol ClockLedger: Sendable {
  /// The latest moment that the clock showed when something was written.
  func latestMoment() async throws -> Instant
  /// Lets stops that began later than now begin now, and those that somebody ended later than now
  /// end now.
  func mendStops(at now: Instant) async throws
  /// Automations whose instants are written down beyond a moment, in the order of their ids.
  func writtenBeyond(
    _ now: Instant, after traceID: String?, limit: Int
  ) async throws -> [WrittenAhead]
  /// Takes away the rows later than now that never ran, cuts stretches, and lets the planner go on
  /// from now.
  func rewind(_ rewinds: [Rewind], to now: Instant) async throws
  /// Says that all of it is mended.
  func setClock(to now: Instant) async throws
}

/// An automation whose instants are written down beyond a moment.
package struct WrittenAhead: Sendable {
  /// The automation's.
  package let traceID: String
  /// None where only single instants were written ahead.
  package let stretches: [Stretch]

  package init(traceID: String, stretches: [Stretch]) {
    self.traceID = traceID
    self.stretches = stretches
  }

  /// A stretch that reaches over the moment.
  package struct Stretch: Sendable {
    /// The row's.
    package let id: Int64
    /// Its first instant, which is not later than the moment.
    package let first: Instant
    /// Whether it holds excluded instants of its schedule; else it holds the others.
    package let isExcluded: Bool
    /// The number of its version.
    package let version: Int
    /// Where the version's elapsed-time intervals begin.
    package let anchor: Instant
    /// Instants from the first one on that have rows of their own.
    package let single: Set<Instant>

    package init(
      id: Int64, first: Instant, isExcluded: Bool, version: Int, anchor: Instant,
      single: Set<Instant>
    ) {
      self.id = id
      self.first = first
      self.isExcluded = isExcluded
      self.version = version
      self.anchor = anchor
      self.single = single
    }
  }
}

/// What becomes of an automation's rows when the clock was set back.
package struct Rewind: Sendable {
  /// The automation's.
  package let traceID: String
  /// Of the stretches that reach beyond now; single rows beyond it simply go.
  package let cuts: [Cut]

  package init(traceID: String, cuts: [Cut]) {
    self.traceID = traceID
    self.cuts = cuts
  }

  /// What is left of a stretch.
  package struct Cut: Hashable, Sendable {
    /// The row's.
    package let id: Int64
    /// The instants that have come.
    package let stretch: Plan.Stretch

    package init(id: Int64, stretch: Plan.Stretch) {
      self.id = id
      self.stretch = stretch
    }
  }
}
