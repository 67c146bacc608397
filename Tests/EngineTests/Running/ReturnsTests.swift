import Engine
import Scheduling
import TestSupport
import Testing

/// When runs come back that gave their places up.
@Suite struct ReturnsTests {
  @Test func `some come each second, and none stays away for more than fifteen`() {
    let returns = Returns()
    let times = (0..<2000).map { _ in returns.time(of: "a server", from: .morning) }
    let waited = times.map { $0.milliseconds(since: .morning) }
    #expect(waited.prefix(1450) == (0..<1450).map { 500 + $0 * 10 }[...])
    #expect(waited.dropFirst(1450).allSatisfy { (5_000...15_000).contains($0) })
    #expect(Set(waited.dropFirst(1450)).count > 100)
    #expect(returns.time(of: "another", from: .morning).milliseconds(since: .morning) == 500)
  }

  @Test func `what was busy long ago, or by a clock that was ahead, holds nobody up for long`() {
    let returns = Returns()
    for _ in 0..<1000 { _ = returns.time(of: "a server", from: .morning) }
    let later = Instant.morning.advanced(bySeconds: 60)
    #expect(returns.time(of: "a server", from: later).milliseconds(since: later) == 500)
    let earlier = Instant.morning.advanced(bySeconds: -3600)
    let waited = returns.time(of: "a server", from: earlier).milliseconds(since: earlier)
    #expect((5_000...15_000).contains(waited))
  }
}
