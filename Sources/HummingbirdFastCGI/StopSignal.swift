import Synchronization

/// Says to every thread of a server that it is to end.
///
/// `FCGX_ShutdownPending` would say it to every server of the process, for ever, and would leave
/// those who wait in the backlog unanswered.
final class StopSignal: Sendable {
  private let flag = Atomic(false)

  var isRequested: Bool { flag.load(ordering: .acquiring) }

  func request() { flag.store(true, ordering: .releasing) }
}
