// Runs.
extension Limits {
  /// Bytes from which on a workflow is heavy, and how many heavy ones a person's runs carry out at a time:
  /// in memory it takes up to twenty times as much, for as long as a server does not answer.
  package static let heavyWorkflow = (bytes: 256 << 10, atOnce: 2)
  /// Milliseconds for which a worker holds a run, and after which it renews the hold: one renewal that
  /// fails is made up for before the hold is over.
  package static let lease = (held: Int64(30_000), renewal: Int64(10_000))
  /// Seconds that a failed attempt waits for the next: who is asked to wait longer is not asked again.
  package static let retrySeconds = 600
  /// So many attempts that stops cut off are made up for: a step that is cut off more often may be what
  /// stops one server after another.
  package static let cutOffAttempts = 4
  /// When a run comes back whose connection was busy, and how far apart those come that need the same, in
  /// milliseconds: at most a hundred a second of them, for a minute. Of so many connections the times
  /// are kept, so that nobody's many names take memory.
  package static let returns = (
    soonest: Int64(500), apart: Int64(10), latest: Int64(60_000), kept: 1000
  )
  /// How long a run keeps its place that needs a connection which others wait for already, where one of
  /// them had its turn as short a time ago: a server that answers quickly is soon free, and coming
  /// back costs more.
  package static let connectionPatience = Duration.milliseconds(100)
  /// What a claim looks at: waiting runs beyond those that it may take, since not all of them may run, and
  /// of each automation of a person with a run that goes on the oldest ones.
  package static let claimed = (spare: 8, ofAutomation: 10)
  /// Runs by hand of one automation that wait at a time: nobody looks at more, and they end together
  /// when it is deleted.
  package static let runsWaitingByHand = 100
  /// Seconds after which another try is worth it where too many runs of an automation wait.
  package static let runRetryAfter = 60
}

// What is kept of them.
extension Limits {
  /// Bytes of an error, a reason or a notice: they stand in lists, and may quote what a caller or a
  /// server wrote.
  package static let recordedTextBytes = 2048
  /// Bytes of a request or an answer as the history keeps it.
  package static let recordBytes = 10_000
  /// Members of a request or an answer of which the history keeps something.
  package static let recordedMembers = 100
  /// Bytes of the requests and answers that are kept of a run in all: its page and the API read them.
  /// One with many steps keeps less of each.
  package static let runRecordBytes = 16 << 20
  /// Bytes of what is kept whole of a run until it ends, since later steps refer to it.
  package static let keptResultBytes = 16 << 20
  /// Characters (Unicode scalars) of the reason or note that a person gives: some sentences.
  package static let reasonCharacters = 1000
  /// Bytes of the reason of a run that a person settled: a name of `nameCharacters`, a note of
  /// `reasonCharacters`, of four bytes each, some words, and the reason before.
  package static let settledReasonBytes = 8 << 10
  /// Days for which daily totals are kept: ten years.
  package static let totalsDays = 3653
  /// Days of totals that are told where nobody says since when: a month.
  package static let usualTotalsDays = 30
}

// The housekeeping.
extension Limits {
  /// Versions of an automation that stay without being asked whether a run needs them, until runs go.
  package static let versionsUnasked = 10
  /// What one transaction of the housekeeping removes: attempts, each of some ten kilobytes; other
  /// rows; bytes of workflows or of what is kept of runs, or one that is longer. Who writes waits for
  /// it.
  package static let prunedAtOnce = (
    attempts: 500, rows: 500, workflowBytes: 1 << 20, keptBytes: 1 << 20
  )
  /// Automations that one part of the housekeeping goes through: between two parts others have the machine.
  package static let walkedAtOnce = 1000
  /// Failures of one such part that the log names; of the others it says how many they are.
  package static let failuresTold = 10
}
