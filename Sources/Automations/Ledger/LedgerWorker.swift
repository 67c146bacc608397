package import Scheduling

/// Whoever plans and runs what the ledger holds, as the use cases that change it deal with it.
package protocol LedgerWorker: Sendable {
  /// Writes down what an automation's instants up to a moment came to, as things stand; asked before
  /// they are changed. Throws as the ledger does.
  func plan(_ traceID: String, through now: Instant) async throws
  /// Says that something may be due sooner than the worker knows.
  func wake()
  /// Says that somebody's change ended rows that waited.
  func rowsWereWithdrawn(_ rows: [EndedRow])
  /// Says that somebody ended a run, which is let go where it goes on.
  func ended(_ run: EndedRun, by act: Act)
  /// Says that a trace was deleted; its runs that go on are let go.
  func ended(with deletion: Deletion)
}
