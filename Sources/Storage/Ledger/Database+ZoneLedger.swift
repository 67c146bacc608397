import Automations

extension Database: ZoneLedger {
  package func plannedZones() async throws -> String? {
    try read { db in try db.first("SELECT fingerprint FROM planned_zones", []) { try $0.text(0) } }
  }

  package func setPlannedZones(_ fingerprint: String) async throws {
    try await write { db in
      try db.run(
        """
        INSERT INTO planned_zones (id, fingerprint) VALUES (1, ?)
        ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint
        """,
        [fingerprint])
    }
  }
}
