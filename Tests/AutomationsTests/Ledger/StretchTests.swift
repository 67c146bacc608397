import Automations
import Scheduling
import Testing

/// Where an instant is written down that did not run.
@Suite struct StretchTests {
  private static let now = Instant(seconds: 1_795_510_800)
  private static let paused = Reason(.paused, "Holidays.")

  /// Rows a minute apart before now, the newest first, the last of which has the number 1.
  private func rows(
    _ count: Int, until: Instant? = nil, version: Int = 1, because reason: Reason? = paused
  ) -> [EndedNeighbour] {
    (0..<count).map { index in
      EndedNeighbour(
        id: Int64(count - index), scheduledAt: Self.now.advanced(bySeconds: Int64(index + 1) * -60),
        until: until, version: version, reason: reason)
    }
  }

  private func place(behind rows: [EndedNeighbour]) -> Plan.Stretch.Place {
    Plan.Stretch.place(of: Self.now, version: 1, because: Self.paused) { Array(rows.prefix($0)) }
  }

  @Test func `behind nothing it is alone`() {
    #expect(place(behind: []) == .alone)
  }

  @Test func `behind a stretch that ended alike it joins it`() {
    #expect(place(behind: rows(1, until: Self.now)) == .joins(1))
  }

  @Test func `behind another reason, another version, or a run it is alone`() {
    let other = Reason(.paused, "Another time.")
    for rows in [
      rows(100, because: other), rows(100, version: 2), rows(100, because: nil),
      rows(1, until: Self.now, because: other), rows(1, until: Self.now, version: 2),
    ] {
      #expect(place(behind: rows) == .alone)
    }
  }

  @Test func `with a hundred that ended alike it begins a stretch at the first of them`() throws {
    #expect(place(behind: rows(99)) == .alone)
    let rows = rows(100)
    let stretch = try #require(Plan.Stretch(rows.reversed().map(\.scheduledAt) + [Self.now]))
    #expect(stretch.instants == 101)
    #expect(
      place(behind: rows)
        == .begins(stretch, at: 1, insteadOf: (2...100).reversed().map { Int64($0) }))
  }

  @Test func `one among the hundred that is a stretch, or ended otherwise, keeps it alone`() {
    for odd in [
      rows(1, until: Self.now)[0], rows(1, because: nil)[0], rows(1, version: 2)[0],
    ] {
      #expect(place(behind: rows(60) + [odd] + rows(39)) == .alone)
    }
  }

  @Test func `who is like nothing is not asked for a hundred`() {
    var asked: [Int] = []
    _ = Plan.Stretch.place(of: Self.now, version: 1, because: Self.paused) { limit in
      asked.append(limit)
      return rows(limit, because: nil)
    }
    #expect(asked == [1])
  }
}
