import Automations
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

/// What a list reads of each trace.
@Suite struct TraceExcerptTests {
  let world: World

  init() throws { world = try World() }

  private func list(
    _ detail: Window.Detail, limit: Int = 50, after cursor: ListCursor? = nil
  ) async throws -> Listing<Automation> {
    let window = Window(limit: limit, after: cursor, detail: detail)
    return try await world.traces.automations(TraceQuery(scope: .alice, window: window))
  }

  @Test func `a program gets a schedule to the letter, a page only its words and its zone`()
    async throws
  {
    let id = try await world.save()
    try await world.deploy(id)
    let whole = try #require(try await list(.whole).elements.first)
    #expect(whole.schedule?.config == #"{"timezone":"UTC","spread":1.50}"#)
    #expect(whole.schedule?.read == World.daily)
    let excerpt = try #require(try await list(.excerpt).elements.first)
    #expect(excerpt.schedule?.config == nil && excerpt.schedule?.type == "daily")
    #expect(excerpt.timeZoneName == "UTC" && excerpt.scheduleSummary == "Daily at 09:00")
  }

  @Test func `what an older program kept is JSON in any case`() async throws {
    let id = try await world.save()
    for (kept, given) in [("{ \"a\" : 1.0 }", #"{"a":1.0}"#), ("not JSON", "\"not JSON\"")] {
      try world.folder.change(
        "UPDATE automation_traces SET schedule_type = 'daily', schedule_config = '\(kept)'")
      #expect(try await world.traces.automation(id, in: .alice)?.schedule?.config == given)
    }
  }

  @Test func `long texts are cut for a page, and whole for a program`() async throws {
    let id = try await world.save()
    try await world.deploy(id)
    try world.folder.change(
      """
      UPDATE automations SET status_reason = replace(hex(zeroblob(500000)), '00', 'é');
      UPDATE automation_traces SET name = replace(hex(zeroblob(5000)), '00', 'n')
      """)
    let excerpt = try #require(try await list(.excerpt).elements.first)
    #expect(excerpt.statusReason?.count == Limits.excerptCharacters + 1)
    #expect(excerpt.displayName.count == Limits.excerptCharacters + 1)
    #expect(try await list(.whole).elements.first?.statusReason?.count == 500_000)
  }

  @Test func `rows that are large end an answer early, and none is lost`() async throws {
    for number in 0..<5 {
      let id = try await world.save(
        "\(number)", thread: "\(number)", at: .morning.advanced(bySeconds: Int64(number)))
      try await world.deploy(id)
    }
    try world.folder.change(
      "UPDATE automation_traces SET schedule_config = '\"' || hex(zeroblob(1500000)) || '\"'")
    var (names, pages, cursor): ([String?], [Int], ListCursor?) = ([], [], nil)
    repeat {
      let page = try await list(.whole, after: cursor)
      #expect(page.total == 5)
      names += page.elements.map(\.name)
      pages.append(page.elements.count)
      cursor = page.goesOn ? page.cursors.last : nil
    } while cursor != nil
    #expect(names == ["4", "3", "2", "1", "0"] && pages == [2, 2, 1])
    // One that is larger than an answer alone stands alone.
    try world.folder.change(
      "UPDATE automation_traces SET schedule_config = '\"' || hex(zeroblob(5000000)) || '\"'")
    let page = try await list(.whole)
    #expect(page.elements.count == 1 && page.goesOn)
    // Pages do not read it.
    #expect(try await list(.excerpt).elements.count == 5)
  }

  @Test func `a list is read on from where it ended, whatever comes and goes meanwhile`()
    async throws
  {
    var ids: [String] = []
    for second in [1, 1, 2, 3, 3, 3, 4] {
      ids.append(try await world.save(at: .morning.advanced(bySeconds: Int64(second))))
    }
    try world.folder.change("UPDATE automation_traces SET created_at = '' WHERE id = '\(ids[4])'")
    let first = try await list(.whole, limit: 3)
    let cursor = try #require(first.cursors.last)
    #expect(first.goesOn && first.elements.map(\.id) == [ids[6], ids[5], ids[3]])
    try await world.save("Newer", at: .morning.advanced(bySeconds: 9))
    _ = try await world.traces.delete(ids[3], at: .morning, in: .alice)
    let rest = try await list(.whole, after: cursor)
    #expect(rest.elements.map(\.id) == [ids[2], ids[1], ids[0], ids[4]] && !rest.goesOn)
    #expect(rest.total == 7)
    #expect(rest.elements.last?.createdAt == nil)
  }

  @Test func `a page tells what goes on: a run before one that waits, and that before one planned`()
    async throws
  {
    func current(_ detail: Window.Detail = .excerpt) async throws -> CurrentRun? {
      try await list(detail).elements.first?.current
    }
    let id = try await world.save()
    try await world.deploy(id)
    #expect(try await current() == nil)
    try await world.plan(id, [Plan.Row(scheduledAt: .morning)])
    #expect(try await current() == CurrentRun(runID: nil, phase: .due(.morning)))
    let claim = try #require(try await world.claim().first)
    try await world.insertManualRun("by-hand", of: id)
    #expect(try await current() == CurrentRun(runID: claim.runID, phase: .running))
    #expect(try await current(.whole) == nil)
    let retry = Instant.morning.advanced(bySeconds: 10)
    _ = try await world.begin(1, of: claim)
    _ = try await world.end(1, of: claim, outcome: nil, retryAt: retry)
    #expect(
      try await current() == CurrentRun(runID: claim.runID, phase: .betweenAttempts(retry)))
    try await world.finish(try #require(try await world.claim(at: retry).first), .succeeded)
    #expect(try await current()?.runID == "by-hand")
  }
}
