import Automations
import OrderedJSON
import Scheduling
import Synchronization

/// Tests of connections that go on, and what came of the last one of each person and connection. Kept
/// while the program runs: no page waits for another server, and another test says it anew.
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
    /// Whether a request waits for what comes of it.
    let isAwaited: Bool
    var state: State
  }

  private let entries = Mutex<[Key: Entry]>([:])

  /// - Parameters:
  ///   - seen: how the connection stands.
  ///   - isAwaited: whether a request waits for what comes of it.
  /// - Returns: whether one begins; else one goes on.
  /// - Throws: `Refusal.tooMany`.
  func begin(
    _ key: Key, seen: String, isAwaited: Bool = false, at now: Instant
  ) throws(Refusal) -> Bool {
    try entries.withLock { entries throws(Refusal) in
      let goingOn = entries.filter { $0.value.state.isGoingOn }
      if goingOn[key] != nil { return false }
      let limits = Limits.connectionTests
      guard goingOn.count < limits.all,
        goingOn.count(where: { $0.key.userID == key.userID }) < limits.perUser,
        !isAwaited || goingOn.values.count(where: \.isAwaited) < Limits.connectionTestsAwaited
      else {
        throw .tooMany(
          "Other tests go on; try it again in a moment", retryAfter: Limits.stepSeconds.connecting)
      }
      if entries.count >= limits.kept {
        let oldest = entries.filter { !$0.value.state.isGoingOn }
          .sorted { $0.value.began < $1.value.began }.prefix(limits.kept / 10)
        for entry in oldest { entries[entry.key] = nil }
      }
      entries[key] = Entry(seen: seen, began: now, isAwaited: isAwaited, state: .goingOn)
      return true
    }
  }

  /// - Returns: as much of it as is told.
  @discardableResult
  func end(_ key: Key, with test: ConnectionTest, at now: Instant) -> ConnectionTest {
    let test = test.short
    entries.withLock { $0[key]?.state = .over(test, at: now) }
    return test
  }

  /// One that began could not be made.
  func forget(_ key: Key) { entries.withLock { $0[key] = nil } }

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

extension LatestTests.Key {
  init(_ listed: ListedConnection, for caller: Caller) {
    self.init(userID: caller.userID, connection: listed.connection.id)
  }
}

extension ListedConnection {
  /// What a test's outcome depends on.
  var seenByTests: String { SeenConnection(self).text(of: [.settings, .secrets]) }
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
