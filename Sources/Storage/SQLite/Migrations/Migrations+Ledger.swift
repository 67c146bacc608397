import GRDB

extension Migrations {
  /// Occurrences and what came of them.
  ///
  /// `due_at` says from when a worker may take an open row: its instant, or the end of the lease of
  /// the worker that holds it. The ids are never used twice, so that a late worker's claim never
  /// fits a row that came after.
  static func ledger(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE occurrences (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          trace_id TEXT NOT NULL REFERENCES automation_traces (id) ON DELETE CASCADE,
          user_id TEXT NOT NULL,
          version INTEGER,
          workflow INTEGER NOT NULL,
          scheduled_at INTEGER NOT NULL,
          until INTEGER,
          instants INTEGER,
          manual INTEGER NOT NULL,
          due_at INTEGER,
          epoch INTEGER NOT NULL DEFAULT 0,
          claimed_by TEXT,
          outcome TEXT,
          reason_code TEXT,
          reason TEXT,
          CHECK ((outcome IS NULL) = (due_at IS NOT NULL)),
          CHECK ((reason_code IS NULL) = (reason IS NULL)),
          CHECK ((until IS NULL) = (instants IS NULL))
        ) STRICT;

        CREATE UNIQUE INDEX occurrences_planned_once
          ON occurrences (trace_id, scheduled_at) WHERE manual = 0;
        CREATE INDEX occurrences_of_trace ON occurrences (trace_id, scheduled_at);
        CREATE INDEX occurrences_open ON occurrences (trace_id) WHERE outcome IS NULL;
        CREATE INDEX occurrences_due ON occurrences (due_at) WHERE outcome IS NULL;

        CREATE TABLE runs (
          occurrence_id INTEGER PRIMARY KEY REFERENCES occurrences (id) ON DELETE CASCADE,
          id TEXT NOT NULL UNIQUE,
          started_at INTEGER,
          finished_at INTEGER
        ) STRICT;

        CREATE TABLE steps (
          occurrence_id INTEGER NOT NULL REFERENCES runs (occurrence_id) ON DELETE CASCADE,
          number INTEGER NOT NULL,
          tool TEXT NOT NULL,
          adapter TEXT NOT NULL,
          effect TEXT NOT NULL,
          outcome TEXT,
          result TEXT,
          PRIMARY KEY (occurrence_id, number)
        ) STRICT;

        CREATE TABLE attempts (
          occurrence_id INTEGER NOT NULL,
          step INTEGER NOT NULL,
          number INTEGER NOT NULL,
          started_at INTEGER NOT NULL,
          duration_ms INTEGER,
          request TEXT NOT NULL,
          response TEXT,
          error TEXT,
          PRIMARY KEY (occurrence_id, step, number),
          FOREIGN KEY (occurrence_id, step) REFERENCES steps (occurrence_id, number)
            ON DELETE CASCADE
        ) STRICT;
        """)
  }
}
