// Schedules and their configuration.
extension Limits {
  /// Bytes of `schedule_config`, without the white space between values: lists show it, and 5,000
  /// excluded dates fit.
  package static let scheduleConfigBytes = 64 << 10
  /// Characters of `schedule_type`, `schedule_time` and `customInterval`: lists show them, and the
  /// longest cron expressions have some hundred.
  package static let scheduleTextCharacters = 1000
  /// Texts that are offered for one that is refused: what a person takes in at a glance. So many are
  /// tried for it: each is read as a whole.
  package static let (textsOffered, textsTried) = (4, 32)
  /// Bytes of a zone's name for which others are suggested: no zone has half as many.
  package static let zoneNameBytes = 64
  /// Zones that are offered for a name that several have: what a person takes in at a glance.
  package static let zonesOffered = 4
  /// Bytes that are read of a file of the tz database, which none comes near, and of one whose beginning
  /// names the release.
  package static let zoneFileBytes = (all: 1 << 20, release: 100)
}

// Policies, and what is planned by them.
extension Limits {
  /// Numbers that each policy takes: beyond them it would mean something else, as a grace of more than a
  /// day, or a run that never gives up. Seconds, days and counts, as the name of the policy says.
  package static let graceSeconds = 0...86_400
  package static let catchUpDays = 0...365
  package static let attempts = 1...10
  package static let openAfter = 1...1000
  /// Seconds by which runs are put off: an hour lies between those that are due every hour.
  package static let spreadSeconds = 0...3600
  /// Missed instants that run where all of them are caught up: after days without the server, a run of
  /// every minute would else begin thousands of times at once.
  package static let caughtUp = 100
  /// Planned rows of an automation that wait, since its person has as much going on as one may: those
  /// that a planner catches up, and as many that come meanwhile.
  package static let waitingRows = 2 * caughtUp
  /// Instants that end alike without running and have a row each; more of them are one row.
  package static let rowsOfStretch = 100
  /// Instants of a preview: a person looks at some, a program at a month of days.
  package static let previewedRuns = 100
  /// Automations that are planned in one transaction: who writes waits for it.
  package static let plannedAtOnce = 200
  /// Schedules that the planner keeps ready, and about how many bytes all of them together take; the
  /// others are read again when they are due.
  package static let schedulesReady = (count: 4096, bytes: 64 << 20)
}
