/// A handshake that one caller does for all who want it meanwhile, each within a time of their own.
struct MCPHandshake<Outcome: Sendable>: Sendable {
  /// Of the caller who does it.
  private let deadline: Deadline
  private let work: Task<Outcome, Never>

  /// - Parameter work: it comes to its end when the time is over.
  init(by deadline: Deadline, _ work: Task<Outcome, Never>) {
    (self.deadline, self.work) = (deadline, work)
  }

  /// What came of it, for the caller who does it.
  /// - Returns: `nil`: it was given up by this caller; it goes on for the others.
  func outcome() async -> Outcome? { await work.valueUnlessCancelled() }

  /// The same for who waits for another's.
  /// - Returns: `nil`: the time of who waits was over before.
  func outcome(by deadline: Deadline) async -> Outcome? {
    let inTime = await deadline.bounds { await outcome() }
    return inTime ?? nil
  }

  /// Whether it may have failed for want of time alone, of which another one has more left.
  func wasTooShort(for deadline: Deadline) -> Bool {
    // A connection may give up an instant before the time is over.
    let left = self.deadline.remaining
    return left < .milliseconds(50) && deadline.remaining > left
  }
}
