package import Automations
package import Scheduling
import Synchronization

/// Plans and runs nothing, and keeps what it is told.
package final class IdleWorker: LedgerWorker {
  private let told = Mutex((wakeUps: 0, acts: [Act](), withdrawn: [EndedRow]()))
  private let meanwhile: @Sendable () async throws -> Void

  /// - Parameter meanwhile: what happens while it plans, before a change is written.
  package init(meanwhile: @escaping @Sendable () async throws -> Void = {}) {
    self.meanwhile = meanwhile
  }

  /// How often something was said to be due.
  package var wakeUps: Int { told.withLock { $0.wakeUps } }
  /// Those that ended runs.
  package var acts: [Act] { told.withLock { $0.acts } }
  package var withdrawn: [EndedRow] { told.withLock { $0.withdrawn } }

  package func plan(_ traceID: String, through now: Instant) async throws { try await meanwhile() }
  package func wake() { told.withLock { $0.wakeUps += 1 } }
  package func rowsWereWithdrawn(_ rows: [EndedRow]) { told.withLock { $0.withdrawn += rows } }
  package func ended(_ run: EndedRun, by act: Act) { told.withLock { $0.acts.append(act) } }
  package func ended(with deletion: Deletion) {}
}
