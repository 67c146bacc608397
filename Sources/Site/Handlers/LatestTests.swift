import Automations
import OrderedJSON
import Scheduling
import Synchronization

/// Tests of connections that go on, and what came of the last one of each person and connection. Kept
/// while the program runs: a request never waits for another server, and another test says it anew.
final class LatestTests: Sendable {
  struct Key: Hashable {
    let userID: String
    let connection: String
  }

  enum State: Sendable {
    case goingOn
    case over(ConnectionTest, at: Instant)
  }

  private struct Entry {
    /// How the connection stood.
    let seen: String
    let began: Instant
    var state: State
  }

  private let entries = Mutex<[Key: Entry]>([:])

  /// - Parameter seen: how the connection stands.
  /// - Returns: whether one begins; else one goes on.
  /// - Throws: `Refusal.tooMany`.
  func begin(_ key: Key, seen: String, at now: Instant) throws(Refusal) -> Bool {
    try entries.withLock { entries throws(Refusal) in
      let goingOn = entries.filter { $0.value.state.isGoingOn }.keys
      if goingOn.contains(key) { return false }
      let limits = Limits.connectionTests
      guard goingOn.count < limits.all,
        goingOn.count(where: { $0.userID == key.userID }) < limits.perUser
      else {
        throw .tooMany(
          "Other tests go on; try it again in a moment", retryAfter: Limits.stepSeconds.connecting)
      }
      if entries.count >= limits.kept {
        let oldest = entries.filter { !$0.value.state.isGoingOn }
          .sorted { $0.value.began < $1.value.began }.prefix(limits.kept / 10)
        for entry in oldest { entries[entry.key] = nil }
      }
      entries[key] = Entry(seen: seen, began: now, state: .goingOn)
      return true
    }
  }

  func end(_ key: Key, with test: ConnectionTest, at now: Instant) {
    entries.withLock { $0[key]?.state = .over(test.short, at: now) }
  }

  /// - Parameter seen: how the connection stands now: what came of an earlier one says nothing of it.
  func state(of key: Key, seen: String) -> State? {
    entries.withLock { entries in
      guard let entry = entries[key], entry.seen == seen || entry.state.isGoingOn else {
        return nil
      }
      return entry.state
    }
  }
}

extension LatestTests.State {
  var isGoingOn: Bool {
    if case .goingOn = self { true } else { false }
  }
}

extension ConnectionTest {
  /// As much of it as is shown.
  fileprivate var short: ConnectionTest {
    ConnectionTest(
      outcome, words.recorded,
      tools: tools.map {
        $0.prefix(Limits.offeredTools).map { $0.cut(toBytes: Limits.toolNameBytes) }
      })
  }
}
