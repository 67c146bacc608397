package import Automations
import OrderedJSON
package import Scheduling
import Workflows

extension Database: OlderSecretsStore {
  package func hasOlderSecrets() async throws -> Bool {
    try read { try $0.exists("SELECT 1 FROM moved_secrets WHERE moved_at IS NULL") }
  }

  package func olderTraces() async throws -> [OlderTrace] {
    try read { db in
      var room = Limits.namedAtOnce.bytes
      let traces = try db.prefix(
        """
        SELECT t.id, t.user_id, length(\(db.dialect.json("t.trace_data")))
        FROM older_secrets AS o JOIN automation_traces AS t ON t.id = o.trace_id
        ORDER BY o.trace_id LIMIT ?
        """,
        [Limits.namedAtOnce.traces]
      ) { row -> OwnedTrace? in
        guard room > 0 else { return nil }
        room -= try row.integer(2)
        return OwnedTrace(id: try row.text(0), userID: try row.text(1))
      }
      return try traces.map { trace in
        OlderTrace(
          traceID: trace.id, userID: trace.userID, content: try db.olderContent(of: trace))
      }
    }
  }

  package func keep(_ traces: [MovedTrace]) async throws {
    try await write(bytes: Limits.bodyBytes) { db in
      for trace in traces { try db.keep(trace) }
    }
  }

  package func endMoving(at now: Instant) async throws -> Int {
    let count = try read { try $0.count("SELECT count FROM moved_secrets") }
    if count > 0 { try await compact() }
    try await write { db in
      try db.run("UPDATE moved_secrets SET moved_at = ?", [now.milliseconds])
    }
    return count
  }
}

extension Session {
  /// - Returns: `nil` where something of it cannot be read.
  fileprivate func olderContent(of trace: OwnedTrace) throws -> OlderTrace.Content? {
    do {
      guard let kept = try keptRecording(of: trace) else { return nil }
      return OlderTrace.Content(
        recording: kept.recording, secretNames: kept.secretNames,
        edited: try first("SELECT body FROM edited_workflows WHERE trace_id = ?", [trace.id]) {
          try $0.editedIfAny(0)
        } ?? nil,
        workflows: try all(
          "SELECT number, body FROM workflows WHERE trace_id = ? ORDER BY number", [trace.id]
        ) { (try $0.integer(0), try $0.workflow(1)) },
        configs: try all(
          """
          SELECT number, schedule_config, config_mark FROM versions
          WHERE trace_id = ? AND schedule_config IS NOT NULL ORDER BY number
          """,
          [trace.id]
        ) { row in
          KeptConfig(
            version: try row.integer(0), json: row.jsonOrText(1),
            mark: row.textIfAny(2).map(SecretMark.init))
        })
    } catch let fault as StorageFault where fault.isUnreadable {
      return nil
    }
  }

  fileprivate func keep(_ moved: MovedTrace) throws {
    let trace = OwnedTrace(id: moved.traceID, userID: moved.userID)
    for secret in moved.secrets { try put(secret) }
    if let recording = moved.recording {
      try run(
        "UPDATE automation_traces SET trace_data = ? WHERE id = ? AND user_id = ?",
        [recording.json.serialized, trace.id, trace.userID])
      try run(
        "UPDATE automations SET secret_mark = ? WHERE trace_id = ? AND user_id = ?",
        [recording.mark?.word, trace.id, trace.userID])
    }
    if let edited = moved.edited.map(EditedText.init) {
      try run(
        "UPDATE edited_workflows SET body = ?, secret_names = ? WHERE trace_id = ?",
        [edited.body, edited.secretNames, trace.id])
    }
    for (number, workflow) in moved.workflows { try keep(workflow, number, of: trace) }
    for config in moved.configs { try keep(config, of: trace) }
    if !moved.sought.isEmpty {
      for place in TellingPlace.all { try redact(place, of: trace, moved.sought) }
    }
    try run("UPDATE moved_secrets SET count = count + ?", [moved.count])
    try run("DELETE FROM older_secrets WHERE trace_id = ?", [trace.id])
  }

  private func keep(_ workflow: Workflow, _ number: Int, of trace: OwnedTrace) throws {
    let text = WorkflowText(workflow)
    // Another one may be the same by now: it stays the one that is found by its digest.
    try run(
      """
      UPDATE workflows SET body = ?1, bytes = ?2, digest = CASE
        WHEN EXISTS (SELECT 1 FROM workflows WHERE trace_id = ?4 AND digest = ?3) THEN NULL ELSE ?3 END
      WHERE trace_id = ?4 AND number = ?5
      """,
      [text.body, text.body.utf8.count, text.digest, trace.id, number])
    for name in text.secretNames {
      try run(
        """
        INSERT INTO workflow_secrets (trace_id, workflow, name) VALUES (?, ?, ?) ON CONFLICT (trace_id, workflow, name)
        DO NOTHING
        """,
        [trace.id, number, name])
    }
  }

  private func keep(_ config: KeptConfig, of trace: OwnedTrace) throws {
    let (text, mark) = (config.json?.serialized, config.mark?.word)
    try run(
      "UPDATE versions SET schedule_config = ?, config_mark = ? WHERE trace_id = ? AND number = ?",
      [text, mark, trace.id, config.version])
    let isNewest =
      try run(
        "UPDATE automations SET config_mark = ? WHERE trace_id = ? AND user_id = ? AND version = ?",
        [mark, trace.id, trace.userID, config.version]) > 0
    guard isNewest else { return }
    try run(
      "UPDATE automation_traces SET schedule_config = ? WHERE id = ? AND user_id = ?",
      [text, trace.id, trace.userID])
  }

  /// Takes secrets out of what tells of runs, some rows at a time.
  private func redact(
    _ place: TellingPlace, of trace: OwnedTrace, _ secrets: SecretsSent
  ) throws {
    let (key, count) = (place.key.joined(separator: ", "), place.key.count)
    let marks = Array(repeating: "?", count: count).joined(separator: ", ")
    var last = Values(repeating: 0, count: count)
    while true {
      let rows = try all(
        """
        SELECT \(key), \(place.columns.joined(separator: ", ")) FROM \(place.table)
        WHERE \(place.ofTrace) AND (\(key)) > (\(marks)) ORDER BY \(key) LIMIT 100
        """,
        [trace.id] + last
      ) { row in
        (
          key: try (0..<count).reduce(into: [] as Values) { $0 += [try row.integer($1)] },
          texts: place.columns.indices.map { row.textIfAny($0 + count) }
        )
      }
      for row in rows {
        for (column, text) in zip(place.columns, row.texts) {
          guard let text, case let told = secrets.redacting(stored: text), told != text else {
            continue
          }
          try run(
            "UPDATE \(place.table) SET \(column) = ? WHERE (\(key)) = (\(marks))", [told] + row.key)
        }
      }
      guard let end = rows.last?.key else { return }
      last = end
    }
  }
}

/// Columns in which runs tell what they did, or why they did not.
private struct TellingPlace {
  let table: String
  /// Its columns, all of them numbers above 0 in the first.
  let key: [String]
  let columns: [String]
  /// A term of a WHERE for the rows of a trace.
  let ofTrace: String

  static let all = [
    TellingPlace(
      table: "attempts", key: ["occurrence_id", "step", "number"],
      columns: ["request", "response", "error", "refused_answer"], ofTrace: ofRuns),
    TellingPlace(
      table: "steps", key: ["occurrence_id", "number"],
      columns: ["result", "notices", "result_notice"], ofTrace: ofRuns),
    TellingPlace(table: "occurrences", key: ["id"], columns: ["reason"], ofTrace: "trace_id = ?"),
    TellingPlace(table: "notices", key: ["id"], columns: ["words"], ofTrace: "trace_id = ?"),
    TellingPlace(
      table: "notification_messages", key: ["id"], columns: ["words"], ofTrace: "trace_id = ?"),
  ]

  private static let ofRuns =
    "occurrence_id IN (SELECT id FROM occurrences WHERE trace_id = ?)"
}

extension SecretsSent {
  /// What stands in a column, be it JSON or words.
  fileprivate func redacting(stored text: String) -> String {
    guard let json = try? JSON(stored: text) else { return redacting(text) }
    let told = redacting(json)
    return told == json ? text : told.serialized
  }
}
