import Storage
import Testing

/// In which order small and large changes are written.
@Suite struct WriteTurnsTests {
  let start = ContinuousClock.now

  @Test func `small changes share a transaction, and go before a large one that came with them`() {
    var turns = WriteTurns<String>()
    turns.add("import", isLarge: true)
    turns.add("claim", isLarge: false)
    turns.add("save", isLarge: false)
    #expect(written(&turns, at: start) == ["claim", "save"])
    #expect(written(&turns, at: start) == ["import"])
    #expect(isNobody(turns.next(at: start)))
  }

  @Test func `large changes of one who is alone follow one another without a pause`() {
    var turns = WriteTurns<String>()
    for name in ["first", "second", "third"] { turns.add(name, isLarge: true) }
    var now = start
    for name in ["first", "second", "third"] {
      #expect(written(&turns, at: now) == [name])
      turns.end(from: now, to: now + .seconds(1))
      now += .seconds(1)
    }
    #expect(isNobody(turns.next(at: now)))
  }

  @Test func `the steps of a run wait for one large change, and not each for another`() {
    var turns = WriteTurns<String>()
    turns.add("first", isLarge: true)
    turns.add("second", isLarge: true)
    #expect(written(&turns, at: start) == ["first"])
    turns.add("claim", isLarge: false)
    let end = start + .milliseconds(200)
    turns.end(from: start, to: end)
    #expect(written(&turns, at: end) == ["claim"])
    turns.end(from: end, to: end)
    guard case .later(let turn) = turns.next(at: end) else {
      Issue.record("the second large change does not let the run go on")
      return
    }
    #expect(turn == end + .milliseconds(200))
    for (name, milliseconds) in [("begin", 50), ("end", 199)] {
      turns.add(name, isLarge: false)
      #expect(written(&turns, at: end + .milliseconds(milliseconds)) == [name])
    }
    // However many small ones come, the large one has its turn.
    turns.add("finish", isLarge: false)
    #expect(written(&turns, at: turn) == ["second"])
    #expect(written(&turns, at: turn) == ["finish"])
  }

  private func written(
    _ turns: inout WriteTurns<String>, at now: ContinuousClock.Instant
  ) -> [String] {
    guard case .changes(let changes) = turns.next(at: now) else { return [] }
    return changes
  }

  private func isNobody(_ next: WriteTurns<String>.Next) -> Bool {
    if case .nobody = next { true } else { false }
  }
}
