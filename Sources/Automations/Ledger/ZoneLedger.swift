/// By which rules of the time zones the next instants are computed that the ledger holds.
package protocol ZoneLedger: Sendable {
  /// `TimeZoneDatabase.fingerprint`; `nil`: of some automations nobody knows.
  func plannedZones() async throws -> String?
  /// Says that all automations are planned by these.
  func setPlannedZones(_ fingerprint: String) async throws
}
