import Engine
import Scheduling
import TestSupport
import Testing

/// When runs come back that gave their places up.
@Suite struct ReturnsTests {
  @Test func `a hundred come each second, and thousands more keep nobody busy`() {
    let returns = Returns()
    let times = (0..<20_000).map { _ in returns.time(of: "a server", from: .morning) }
    let waited = times.map { $0.milliseconds(since: .morning) }
    #expect(waited.prefix(5950) == (0..<5950).map { 500 + $0 * 10 }[...])
    let others = waited.dropFirst(5950)
    #expect(others.allSatisfy { (60_000...300_000).contains($0) })
    let bySecond = Dictionary(grouping: others) { $0 / 1000 }
    #expect(bySecond.values.allSatisfy { $0.count < 120 }, "some 60 come each second")
    #expect(returns.time(of: "another", from: .morning).milliseconds(since: .morning) == 500)
  }

  @Test func `what was busy long ago, or by a clock that was ahead, holds nobody up for long`() {
    let returns = Returns()
    for _ in 0..<1000 { _ = returns.time(of: "a server", from: .morning) }
    let later = Instant.morning.advanced(bySeconds: 60)
    #expect(returns.time(of: "a server", from: later).milliseconds(since: later) == 500)
    let earlier = Instant.morning.advanced(bySeconds: -3600)
    let waited = returns.time(of: "a server", from: earlier).milliseconds(since: earlier)
    #expect((60_000...300_000).contains(waited))
  }
}
