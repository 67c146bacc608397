import GRDB

extension Migrations {
  /// Of what people are told and where, and the messages with their deliveries, which wait as rows of the
  /// ledger do. `events`: names as a list in JSON; `NULL`: nothing was said. `recipient`: where a channel
  /// leads, as it may be shown. `notification_troubles`: what was told and is not over, of an automation or
  /// a connection. `hour_since`, `hour_count`: the hour in which a person was told last, and how often.
  static func notifications(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE notification_settings (
          user_id TEXT NOT NULL PRIMARY KEY,
          events TEXT,
          hour_since INTEGER,
          hour_count INTEGER
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE notification_channels (
          id TEXT NOT NULL PRIMARY KEY,
          user_id TEXT NOT NULL,
          kind TEXT NOT NULL,
          recipient TEXT NOT NULL,
          is_confirmed INTEGER NOT NULL,
          place INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX notification_channels_of_user ON notification_channels (user_id, place);
        CREATE INDEX notification_channels_by_runner ON notification_channels (recipient)
          WHERE kind = 'webhook';

        CREATE TABLE notification_choices (
          trace_id TEXT NOT NULL PRIMARY KEY REFERENCES automation_traces (id) ON DELETE CASCADE,
          user_id TEXT NOT NULL,
          channels TEXT,
          events TEXT
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE notification_troubles (
          subject TEXT NOT NULL,
          trouble TEXT NOT NULL,
          user_id TEXT NOT NULL,
          trace_id TEXT REFERENCES automation_traces (id) ON DELETE CASCADE,
          event TEXT NOT NULL,
          since INTEGER NOT NULL,
          PRIMARY KEY (subject, trouble)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX notification_troubles_of_trace ON notification_troubles (trace_id)
          WHERE trace_id IS NOT NULL;

        CREATE TABLE notification_messages (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          user_id TEXT NOT NULL,
          trace_id TEXT REFERENCES automation_traces (id) ON DELETE CASCADE,
          connection_id TEXT,
          at INTEGER NOT NULL,
          kind TEXT NOT NULL,
          is_over INTEGER NOT NULL,
          left_out INTEGER,
          name TEXT,
          time_zone TEXT,
          run_id TEXT,
          since INTEGER,
          next_run_at INTEGER,
          words TEXT
        ) STRICT;
        CREATE INDEX notification_messages_of_user ON notification_messages (user_id, at);
        CREATE INDEX notification_messages_of_trace ON notification_messages (trace_id)
          WHERE trace_id IS NOT NULL;
        CREATE UNIQUE INDEX notification_messages_more ON notification_messages (user_id, at)
          WHERE kind = 'more';

        CREATE TABLE notification_deliveries (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          name TEXT NOT NULL UNIQUE,
          message_id INTEGER NOT NULL REFERENCES notification_messages (id) ON DELETE CASCADE,
          user_id TEXT NOT NULL,
          channel_id TEXT NOT NULL,
          channel_kind TEXT NOT NULL,
          recipient TEXT NOT NULL,
          due_at INTEGER,
          epoch INTEGER NOT NULL DEFAULT 0,
          attempts INTEGER NOT NULL DEFAULT 0,
          outcome TEXT,
          words TEXT,
          ended_at INTEGER,
          UNIQUE (message_id, channel_id),
          CHECK ((outcome IS NULL) = (due_at IS NOT NULL)),
          CHECK ((outcome IS NULL) = (ended_at IS NULL))
        ) STRICT;
        CREATE INDEX notification_deliveries_waiting ON notification_deliveries (due_at, user_id)
          WHERE outcome IS NULL;
        CREATE INDEX notification_deliveries_open ON notification_deliveries (user_id, channel_id)
          WHERE outcome IS NULL;
        CREATE INDEX notification_deliveries_of_user ON notification_deliveries (user_id);
        """)
  }
}
