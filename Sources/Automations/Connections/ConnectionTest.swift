import OrderedJSON

/// What came of a call through a connection that changes nothing.
package struct ConnectionTest: Hashable, Sendable {
  package enum Outcome: String, CaseIterable, Sendable {
    case succeeded, failed
  }

  package let outcome: Outcome
  /// What was done and what came of it, in sentences without secrets; of a failure what to do.
  package let words: String
  /// The names of the tools that were found; `nil`: its kind has none to tell of.
  package let tools: [String]?

  package init(_ outcome: Outcome, _ words: String, tools: [String]? = nil) {
    self.outcome = outcome
    self.words = words
    self.tools = tools
  }
}

/// What a test asks for, where that is a person's to choose: a request that changes nothing.
package struct ConnectionProbe: Hashable, Sendable {
  package enum Method: String, CaseIterable, Sendable {
    case head = "HEAD"
    case get = "GET"
  }

  package let method: Method
  /// What stands behind the base URL, `/` before it; empty: nothing.
  package let path: String

  package init(_ method: Method = .head, path: String = "") {
    self.method = method
    self.path = path
  }
}

/// Makes calls through connections that change nothing.
package protocol ConnectionTester: Sendable {
  /// Of the connections that it can call so.
  var kind: AdapterKind { get }
  /// What makes settings useless, as far as it shows without asking anybody; `nil`: nothing.
  func fault(of settings: ConnectionSettings) -> Fault?
  /// Calls once, or a few times where signing in takes calls of its own, each within
  /// `Limits.connectionTestSeconds`.
  /// - Parameters:
  ///   - probe: counts for the kind `http` alone.
  ///   - userID: for whom.
  func test(
    _ connection: Connection, _ probe: ConnectionProbe, for userID: String
  ) async -> ConnectionTest
}

extension ConnectionTester {
  package func fault(of settings: ConnectionSettings) -> Fault? { nil }
}

extension ConnectionUseCases {
  /// Whether something makes calls through a connection that change nothing.
  package func canTest(_ connection: Connection) -> Bool { tester(of: connection) != nil }

  /// Calls through a connection without changing anything.
  /// - Throws: `Refusal.notFound(.connection)`, also where it is somebody else's and not offered;
  ///   `Refusal.conflict` where nothing can test its kind; `Refusal.invalid` for a path that is too long.
  package func test(
    _ id: String, _ probe: ConnectionProbe = ConnectionProbe(), by act: Act
  ) async throws -> ConnectionTest {
    let connection = try await connection(id, for: act.caller).connection
    guard let tester = tester(of: connection) else {
      throw Refusal.conflict("Nothing can test a connection of this kind")
    }
    guard probe.path.utf8.count <= Limits.probedPathBytes else {
      throw Refusal.invalid([
        Fault(["path"], "must have at most \(Limits.probedPathBytes) bytes", .tooLong)
      ])
    }
    return await tester.test(connection, probe, for: act.caller.userID)
  }

  private func tester(of connection: Connection) -> (any ConnectionTester)? {
    testers.first { $0.kind == connection.kind }
  }
}
