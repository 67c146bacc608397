import OrderedJSON
import Synchronization

/// How long calls of each connection are looked at before they run: a document may say so much of one
/// argument that looking at thousands of calls would take minutes. What was not looked at shows when
/// it runs, as all of it does.
final class LookingTime: Sendable {
  private struct Use {
    var time: Duration
    var until: ContinuousClock.Instant

    /// What counts of it later.
    func counted(at now: ContinuousClock.Instant) -> Duration {
      max(.zero, time - (now - until) / Limits.openAPILooking.share)
    }
  }

  private let uses = Mutex<[String: Use]>([:])

  /// Does the work unless too much was done for the connection lately.
  /// - Returns: `nil` where it was.
  func look<Value>(through connection: String, _ work: () -> Value?) -> Value? {
    let begin = ContinuousClock.now
    let used = uses.withLock { $0[connection]?.counted(at: begin) ?? .zero }
    guard used < .milliseconds(Limits.openAPILooking.milliseconds) else { return nil }
    let value = work()
    let end = ContinuousClock.now
    uses.withLock { uses in
      let before = uses[connection]?.counted(at: begin) ?? .zero
      uses[connection] = Use(time: before + (end - begin), until: end)
      guard uses.count > Limits.openAPILooking.connections else { return }
      uses = uses.filter { $0.value.counted(at: end) > .zero }
      if uses.count > Limits.openAPILooking.connections { uses = [:] }
    }
    return value
  }
}
