import Automations
import Engine
import Glibc
import OrderedJSON
import Scheduling
import Synchronization
import TestSupport
import Testing

/// Look-ups that hang, as `getaddrinfo` does when no name server answers.
@Suite(.serialized, .timeLimit(.minutes(20))) struct HostResolverTests {
  let names = SilentNames()

  @Test func `a look-up that hangs ends at the step's timeout, and nothing was sent`()
    async throws
  {
    // Nobody answers before it has ended.
    let result = await adapter().perform(call(timeout: 1))
    names.answer()

    #expect(result.error == "No connection to silent.example within 1 s.")
    #expect(result.retry == .notTaken(after: nil))
  }

  @Test func `look-ups that hang hold up no embedded tool`() async throws {
    let folder = try TemporaryFolder()
    let local = LocalAdapter(folder: folder.path, sendmail: nil)
    let adapter = adapter()
    try await withThrowingTaskGroup { group in
      for number in 0..<32 {
        group.addTask { [self] in
          _ = await adapter.perform(call(timeout: 40, of: "person-\(number / 4)"))
        }
      }
      while names.waiting < 32 { try await Task.sleep(for: .milliseconds(1)) }
      let noted = await local.perform(call("note", timeout: 10))
      names.answer()
      #expect(noted.result != nil)
      try await group.waitForAll()
    }
  }

  @Test func `silent name servers of one person leave room for the look-ups of others`()
    async throws
  {
    let adapter = adapter()
    try await withThrowingTaskGroup { group in
      for _ in 0..<48 {
        group.addTask { [self] in _ = await adapter.perform(call(timeout: 100, of: "bob")) }
      }
      while names.waiting < 4 { try await Task.sleep(for: .milliseconds(1)) }
      let hers = await adapter.perform(call(timeout: 100, host: "known.example"))
      #expect(hers.error?.contains("(127.0.0.1) is not a public one") == true)
      #expect(names.waiting == 4)
      names.answer()
      try await group.waitForAll()
    }
    #expect(names.waiting == 48)
  }

  @Test func `a look-up that waits for its turn longer than its step gives its place back`()
    async throws
  {
    let adapter = adapter()
    try await withThrowingTaskGroup { group in
      for _ in 0..<4 { group.addTask { [self] in _ = await adapter.perform(call(timeout: 100)) } }
      while names.waiting < 4 { try await Task.sleep(for: .milliseconds(1)) }
      let late = await adapter.perform(call(timeout: 1))
      #expect(late.retry == .notTaken(after: nil))
      names.answer()
      try await group.waitForAll()
    }
    // The one that gave up was never asked for, and nobody waits behind it.
    #expect(names.waiting == 4)
    let next = await adapter.perform(call(timeout: 100, host: "known.example"))
    #expect(next.error?.contains("127.0.0.1") == true)
  }

  private func adapter() -> HTTPAdapter {
    guard let allowed = try? AllowedNetworks("") else { preconditionFailure("no networks") }
    return HTTPAdapter(
      outgoing: Outgoing(
        allowed: allowed,
        lookUp: { [names] host in
          host == "known.example" ? [IPAddress("127.0.0.1")].compactMap(\.self) : names.lookUp()
        }))
  }

  private func call(
    _ tool: String = "http_request", timeout: Int, of user: String = "alice",
    host: String = "silent.example"
  ) -> ToolCall {
    ToolCall(
      runID: "run", userID: user, scheduledAt: instant("2026-11-24T09:00:00Z"), step: 1,
      tool: tool, connection: LocalTool(rawValue: tool) == nil ? .http : .local,
      params: ["url": .string("http://\(host)/")],
      attempt: 1,
      timeout: timeout, idempotencyKey: "key")
  }
}

/// Keeps everybody who asks waiting until it answers that there is no address.
final class SilentNames: Sendable {
  private let state = Mutex((waiting: 0, isSilent: true))

  var waiting: Int { state.withLock { $0.waiting } }

  func answer() { state.withLock { $0.isSilent = false } }

  func lookUp() -> [IPAddress] {
    state.withLock { $0.waiting += 1 }
    while state.withLock({ $0.isSilent }) { usleep(1000) }
    return []
  }
}
