import Automations
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

/// Parts of a ledger, each read on from where the one before ended.
@Suite struct LedgerListTests {
  let world: World

  init() throws { world = try World() }

  private func time(_ minute: Int) -> Instant { .morning.advanced(bySeconds: Int64(minute) * 60) }

  @Test func `rows that come meanwhile are neither repeated nor keep others out`() async throws {
    let id = try await scene(rows: 5)
    func page(_ cursor: ListCursor?) async throws -> Listing<Occurrence> {
      try await world.history.occurrences(
        of: id, OccurrenceFilter(manual: false), Window(limit: 2, after: cursor), in: .alice)
    }
    let first = try await page(nil)
    #expect(first.elements.map(\.scheduledAt) == [time(4), time(3)] && first.goesOn)
    try await world.plan(id, [Plan.Row(scheduledAt: time(7), skipped: Reason(.excluded, "x"))])
    let second = try await page(first.cursors.last)
    #expect(second.elements.map(\.scheduledAt) == [time(2), time(1)] && second.goesOn)
    let third = try await page(second.cursors.last)
    #expect(third.elements.map(\.scheduledAt) == [time(0)] && !third.goesOn && third.total == 6)
    #expect(try await page(third.cursors.last).elements.isEmpty)
  }

  @Test func `runs asked for in one moment are told apart`() async throws {
    let id = try await world.save()
    for number in 1...5 { try await world.insertManualRun("\(number)", of: id) }
    var (ids, cursor): ([String], ListCursor?) = ([], nil)
    repeat {
      let page = try await world.history.runs(
        of: id, Window(limit: 2, after: cursor), in: .alice)
      ids += page.elements.map(\.id)
      cursor = page.goesOn ? page.cursors.last : nil
    } while cursor != nil
    #expect(ids == ["5", "4", "3", "2", "1"])
  }

  @Test func `notices are read on in their order`() async throws {
    _ = try await world.save()
    try world.folder.change(
      """
      INSERT INTO notices (user_id, trace_id, at, kind, words)
      SELECT t.user_id, t.id, 7, 'recovered', 'w'
      FROM automation_traces AS t, json_each('[1,2,3]')
      """)
    let first = try await world.history.notices(of: nil, Window(limit: 2), in: .alice)
    #expect(first.elements.count == 2 && first.goesOn)
    let rest = try await world.history.notices(
      of: nil, Window(after: first.cursors.last), in: .alice)
    #expect(rest.elements.count == 1 && !rest.goesOn && rest.total == 3)
  }

  @Test func `of reasons that an older program kept large the beginning is told`()
    async throws
  {
    let id = try await scene(rows: 5)
    try world.folder.change("UPDATE occurrences SET reason = hex(zeroblob(1500000))")
    func rows(_ detail: Window.Detail) async throws -> Listing<Occurrence> {
      try await world.history.occurrences(
        of: id, OccurrenceFilter(), Window(detail: detail), in: .alice)
    }
    let whole = try await rows(.whole)
    #expect(whole.elements.count == 5 && !whole.goesOn)
    #expect(
      whole.elements.allSatisfy { $0.reason?.words.utf8.count ?? 0 <= Limits.recordedTextBytes })
    let excerpts = try await rows(.excerpt)
    #expect(excerpts.elements.count == 5 && !excerpts.goesOn)
    #expect(
      excerpts.elements.allSatisfy { $0.reason?.words.count == Limits.excerptCharacters + 1 })
  }

  @Test func `each row that has not ended says where it stands`() async throws {
    let id = try await world.save()
    try await world.deploy(id)
    try await world.plan(id, [Plan.Row(scheduledAt: .morning)])
    func phases() async throws -> [Phase?] {
      try await world.occurrences(of: id).map(\.phase)
    }
    #expect(try await phases() == [.due(.morning)])
    let claim = try #require(try await world.claim().first)
    #expect(try await phases() == [.running])
    try world.folder.change("UPDATE occurrences SET claimed_by = NULL, due_at = 253402300799999")
    #expect(try await phases() == [.behindAnother])
    try world.folder.change("UPDATE occurrences SET claimed_by = 'worker', due_at = 0")
    try await world.finish(claim, .succeeded)
    #expect(try await phases() == [nil])
    let run = try await world.history.runs(of: id, Window(), in: .alice).elements.first
    #expect(run?.outcome == .succeeded && run?.phase == nil)
  }

  private func scene(rows: Int) async throws -> String {
    let id = try await world.save()
    try await world.deploy(id)
    try await world.plan(
      id,
      (0..<rows).map { Plan.Row(scheduledAt: time($0), skipped: Reason(.excluded, "x")) })
    return id
  }
}
