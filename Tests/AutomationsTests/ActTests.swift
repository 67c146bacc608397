import Automations
import Scheduling
import TestSupport
import Testing

@Suite struct ActTests {
  @Test func `the log says who acted, by which proof and from where`() {
    #expect(texts(.alice) == ["user": "alice", "token": "token", "address": "192.0.2.7"])
    #expect(texts(.bob) == ["user": "bob", "session": "session"])
    #expect(texts(.ofProgram(at: Instant.morning)) == ["user": "admin"])
  }

  @Test func `what is tried once more is the same but for its time`() {
    let later = Instant.morning.advanced(bySeconds: 1)
    let again = Act.alice.again(at: later)
    #expect(texts(again) == texts(.alice) && again.caller == .alice && again.at == later)
  }

  private func texts(_ act: Act) -> [String: String] { act.names.mapValues { "\($0)" } }
}
