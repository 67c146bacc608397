import Automations
import Engine
import Glibc
import OrderedJSON
import Scheduling
import Synchronization
import Testing

/// Look-ups that hang, as `getaddrinfo` does when no name server answers.
@Suite(.serialized, .timeLimit(.minutes(5))) struct HostResolverTests {
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
      for _ in 0..<16 { group.addTask { [self] in _ = await adapter.perform(call(timeout: 40)) } }
      while names.waiting < 16 { try await Task.sleep(for: .milliseconds(1)) }
      let noted = await local.perform(call("note", timeout: 10))
      names.answer()
      #expect(noted.result != nil)
      try await group.waitForAll()
    }
  }

  private func adapter() -> HTTPAdapter {
    guard let allowed = try? AllowedNetworks("") else { preconditionFailure("no networks") }
    return HTTPAdapter(allowed: allowed) { [names] _ in names.lookUp() }
  }

  private func call(_ tool: String = "http_request", timeout: Int) -> ToolCall {
    ToolCall(
      runID: "run", userID: "alice", scheduledAt: instant("2026-11-24T09:00:00Z"), step: 1,
      tool: tool, connection: nil, params: ["url": "http://silent.example/"], attempt: 1,
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
