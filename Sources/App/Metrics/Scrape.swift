package import Automations
import Metrics
package import Scheduling

/// Answers `GET /metrics`: what was counted, and what is read when somebody asks.
package struct Scrape: Sendable {
  /// Where the other rooms get their instruments.
  package let registry = Registry()
  private let readings: any ReadingStore
  private let now: @Sendable () -> Instant
  private let oldestWaiting: Meter
  private let queueDepth: Meter
  private let databaseBytes: Meter
  private let logBytes: Meter

  /// - Parameter now: the wall clock, by which is told what is due.
  package init(readings: any ReadingStore, now: @escaping @Sendable () -> Instant) {
    self.readings = readings
    self.now = now
    oldestWaiting = Meter(label: "reprise_oldest_waiting_seconds", factory: registry)
    queueDepth = Meter(label: "reprise_queue_depth", factory: registry)
    databaseBytes = Meter(label: "reprise_database_bytes", factory: registry)
    logBytes = Meter(label: "reprise_wal_bytes", factory: registry)
  }

  /// What the endpoint answers; the storage is read each time.
  /// - Throws: what the storage throws.
  package func text() async throws -> String {
    let now = now()
    let readings = try await readings.readings(at: now)
    let waited = readings.oldestDueAt.map { now.milliseconds(since: $0) } ?? 0
    oldestWaiting.set(Double(waited) / 1000)
    queueDepth.set(readings.waiting)
    databaseBytes.set(readings.databaseBytes)
    logBytes.set(readings.logBytes)
    return registry.text
  }
}
