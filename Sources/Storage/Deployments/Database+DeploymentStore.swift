package import Automations
package import Scheduling

extension Database: DeploymentStore {
  package func deploy(
    _ deployment: NewDeployment, by act: Act
  ) async throws -> (version: Int, withdrawn: [EndedRow])? {
    let text = DeploymentText(deployment)
    return try await write(bytes: text.workflow.body.utf8.count) { db in
      guard let trace = try db.ownedTrace(deployment.traceID, in: act.scope),
        try db.stands(trace, as: deployment.seen)
      else { return nil }
      return try db.deploy(text, of: trace)
    }
  }

  package func version(of traceID: String, in scope: Scope) async throws -> Version? {
    try read { db in
      try db.first(
        """
        SELECT \(Version.columns) FROM \(Version.deployedTables)
        WHERE a.trace_id = ? AND a.user_id = coalesce(CAST(? AS TEXT), a.user_id)
        """,
        [traceID, scope.userID], read: Version.init)
    }
  }

  package func schedule(
    of traceID: String, in scope: Scope
  ) async throws -> (schedule: StoredSchedule, anchor: Instant)? {
    try read { db in
      try db.first(
        """
        SELECT \(StoredSchedule.columns), v.anchor
        FROM automations AS a JOIN versions AS v ON v.trace_id = a.trace_id AND v.number = a.version
        WHERE a.trace_id = ? AND a.user_id = coalesce(CAST(? AS TEXT), a.user_id)
        """,
        [traceID, scope.userID]
      ) { (try StoredSchedule($0), try $0.instant(6)) }
    }
  }

  package func keptConfig(of traceID: String, in scope: Scope) async throws -> KeptConfig? {
    try read { db in
      guard let trace = try db.ownedTrace(traceID, in: scope) else { return nil }
      return try db.keptConfig(of: trace)
    }
  }

  package func stop(of traceID: String, in scope: Scope) async throws -> Stop? {
    try read { db in
      try db.first(
        """
        SELECT reason_code, reason, since, until FROM stops
        WHERE trace_id = ? AND user_id = coalesce(CAST(? AS TEXT), user_id) AND until IS NULL
        """,
        [traceID, scope.userID]
      ) { row in
        Stop(
          reason: Reason(try row.name(0), try row.text(1)), since: try row.instant(2),
          until: row.instantIfAny(3), isOfAll: false)
      }
    }
  }

  package func setStatus(
    of traceID: String, _ change: StatusChange, by act: Act
  ) async throws -> [EndedRow]? {
    try await write { db in
      guard let trace = try db.ownedTrace(traceID, in: act.scope) else { return nil }
      return try db.setStatus(of: trace, change)
    }
  }
}
