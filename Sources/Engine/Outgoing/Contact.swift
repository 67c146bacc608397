import Synchronization

/// How far a request got: one that was not sent surely was not taken.
final class Contact: Sendable {
  private let sent = Atomic(false)
  private let answered = Atomic(false)

  /// Whether anything of it was ever sent.
  var isMade: Bool { sent.load(ordering: .acquiring) }

  /// Whether an answer has begun.
  var isAnswered: Bool { answered.load(ordering: .acquiring) }

  func make() { sent.store(true, ordering: .releasing) }

  func answer() { answered.store(true, ordering: .releasing) }
}
