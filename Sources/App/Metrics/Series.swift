/// What is known of a series besides its values.
package struct Series: Sendable {
  /// One sentence without a line's end, as `# HELP` takes it.
  package let help: String
  /// Of a histogram: the upper bounds of its classes, ascending.
  package let bounds: [Double]

  package init(_ help: String, bounds: [Double] = someBounds) {
    self.help = help
    self.bounds = bounds
  }

  /// For times in seconds: from 1 ms to 10 s.
  package static let someBounds = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ]

  /// By name; README.md lists the same.
  package static let all: [String: Series] = [
    "reprise_start_lateness_seconds": Series(
      "From when a planned run was due to its start.",
      bounds: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 86_400]),
    "reprise_oldest_waiting_seconds": Series(
      "How long the oldest occurrence that is due and has not begun has waited."),
    "reprise_queue_depth": Series("Occurrences that are due and have not begun."),
    "reprise_runs_going_on": Series("Runs that go on."),
    "reprise_runs_total": Series("Runs that ended, by outcome."),
    "reprise_occurrences_planned_total": Series("Occurrences that were planned to run."),
    "reprise_occurrences_skipped_total": Series(
      "Occurrences that ended without a run, by reason; what was missed among them."),
    "reprise_leases_reclaimed_total": Series(
      "Runs that went on after a worker had left them, by a crash or a stop."),
    "reprise_circuit_openings_total": Series("Automations that were stopped for failing."),
    "reprise_planning_duration_seconds": Series("How long planning a batch of automations took."),
    "reprise_request_duration_seconds": Series("How long requests took, by route."),
    "reprise_database_bytes": Series("Size of the database file."),
    "reprise_wal_bytes": Series("Size of the write-ahead log."),
  ]
}
