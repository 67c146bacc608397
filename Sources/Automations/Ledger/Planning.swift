package import Scheduling

/// An automation whose instants are written down: deployed, paused, or with an open circuit.
package struct PlannedAutomation: Sendable {
  /// The automation's.
  package let traceID: String
  /// The owner's, whose pause of everything is among `stops`.
  package let userID: String
  /// The deployed version's number; its schedule is read when it is needed (`Ledger.schedule`).
  package let version: Int
  /// Where elapsed-time intervals begin, unless the config says so itself.
  package let anchor: Instant
  /// The version's; `nil`: they cannot be read.
  package let policies: Policies?
  /// Every instant up to this one has been written down.
  package let plannedTo: Instant
  /// When there is the next thing to write down.
  package let planAt: Instant
  /// What people see; `nil` where it is not `deployed`.
  package let nextRunAt: Instant?
  /// Rises with each change of all this.
  package let revision: Int
  /// Those that are not over before `plannedTo`, in the order in which they began.
  package let stops: [Stop]
  /// Instants later than `plannedTo` that have rows: they ran when the clock was ahead.
  package let written: Set<Instant>
  /// Instants later than the first and up to the last had rows, which were pruned, and none of them
  /// was missed; `nil`: there are none.
  private let pruned: (after: Instant, to: Instant)?

  package init(
    traceID: String, userID: String, version: Int, anchor: Instant,
    policies: Policies?, plannedTo: Instant, planAt: Instant, nextRunAt: Instant?, revision: Int,
    stops: [Stop], written: Set<Instant> = [], pruned: (after: Instant, to: Instant)? = nil
  ) {
    self.pruned = pruned
    self.traceID = traceID
    self.userID = userID
    self.version = version
    self.anchor = anchor
    self.policies = policies
    self.plannedTo = plannedTo
    self.planAt = planAt
    self.nextRunAt = nextRunAt
    self.revision = revision
    self.stops = stops
    self.written = written
  }

  /// Whether an instant has or had a row.
  package func isWritten(_ instant: Instant) -> Bool {
    written.contains(instant) || pruned.map { $0.after < instant && instant <= $0.to } ?? false
  }

  /// Whether it is paused or its circuit is open, until somebody resumes it.
  package var isStopped: Bool { stops.contains { $0.until == nil && !$0.isOfAll } }
}

/// What the planner writes for one automation.
package struct Plan: Sendable {
  /// What the plan was made from; where it has changed since, nothing is written.
  package let basis: PlannedAutomation
  /// In ascending order.
  package let rows: [Row]
  /// Up to this, every instant is written down now.
  package let plannedTo: Instant
  /// `nil`: the schedule has no instant left.
  package let planAt: Instant?
  /// What people see; `nil` where it is not `deployed` or no instant is left.
  package let nextRunAt: Instant?
  /// Why the automation cannot go on: its circuit opens with this reason. `nil`: it goes on.
  package let failure: String?

  package init(
    basis: PlannedAutomation, rows: [Row], plannedTo: Instant, planAt: Instant?,
    nextRunAt: Instant?, failure: String? = nil
  ) {
    self.basis = basis
    self.rows = rows
    self.plannedTo = plannedTo
    self.planAt = planAt
    self.nextRunAt = nextRunAt
    self.failure = failure
  }

  /// A row of the ledger to be.
  package struct Row: Hashable, Sendable {
    /// The instant; of a stretch the first.
    package let scheduledAt: Instant
    /// From when it may run: later than its instant where the runs are spread.
    package let dueAt: Instant
    /// Whether it runs though it was missed.
    package let late: Bool
    /// The last instant of a stretch and how many it stands for; `nil` for a single instant.
    package let stretch: Stretch?
    /// `nil`: to be run. Else it ended as skipped with this reason.
    package let skipped: Reason?

    /// - Parameter dueAt: `nil`: at its instant.
    package init(
      scheduledAt: Instant, dueAt: Instant? = nil, late: Bool = false, stretch: Stretch? = nil,
      skipped: Reason? = nil
    ) {
      self.scheduledAt = scheduledAt
      self.dueAt = dueAt ?? scheduledAt
      self.late = late
      self.stretch = stretch
      self.skipped = skipped
    }
  }

  /// Instants in one row, all of which end alike without running.
  package struct Stretch: Hashable, Sendable {
    /// The last one.
    package let until: Instant
    /// How many there are on each day, UTC, by the day's number since 1970; both ends included.
    package let days: [Int: Int]

    package init(until: Instant, days: [Int: Int]) {
      self.until = until
      self.days = days
    }

    /// - Parameter instants: in ascending order; `nil` is returned where there is none.
    package init?(_ instants: [Instant]) {
      guard let until = instants.last else { return nil }
      self.init(until: until, days: Dictionary(instants.map { ($0.day, 1) }, uniquingKeysWith: +))
    }

    /// How many on all days together.
    package var instants: Int { days.values.reduce(0, +) }
  }
}

/// When there is something to do next; `nil`: nothing is known.
package struct NextWork: Hashable, Sendable {
  /// For the planner.
  package let planAt: Instant?
  /// For the dispatcher: a row to be run, or one whose lease is over.
  package let dueAt: Instant?

  package init(planAt: Instant?, dueAt: Instant?) {
    self.planAt = planAt
    self.dueAt = dueAt
  }
}
