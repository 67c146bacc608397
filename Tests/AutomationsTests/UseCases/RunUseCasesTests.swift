import Automations
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing
import Workflows

@Suite struct RunUseCasesTests {
  let world: UseCaseWorld
  private var runs: RunUseCases { world.runs }

  init() throws { world = try UseCaseWorld() }

  @Test func `a trace that was never deployed runs as it stands, and the worker is told`()
    async throws
  {
    let id = try await world.save("note", "send_email")
    let runID = try await runs.runNow(id, by: .alice)

    #expect(world.planned == 1)
    let claim = try #require(try await world.claim().first)
    #expect(claim.runID == runID)
    #expect(claim.manual)
    let work = try await world.database.work(of: claim)
    #expect(work.workflow.steps.map(\.tool) == ["note", "send_email"])
  }

  @Test func `a run of one id is started once`() async throws {
    let id = try await world.save("note")
    for _ in 0..<2 { _ = try await runs.runNow(id, id: "the-run", by: .alice) }
    #expect(try await runs.runs(of: id, Window(limit: 10), for: .alice).total == 1)
  }

  @Test func `a hundred runs of an automation wait, and the next is refused until one has ended`()
    async throws
  {
    let (id, other) = (try await world.save("note"), try await world.save("note"))
    var last = ""
    for _ in 0..<Limits.runsWaitingByHand { last = try await runs.runNow(id, by: .alice) }
    let asked = [
      try await refusal { _ = try await runs.runNow(id, by: .alice) },
      try await refusal { _ = try await runs.rerun(last, by: .alice) },
    ]
    for refusal in asked {
      #expect(refusal?.sentence.contains("100 runs of this automation") == true)
    }
    _ = try await runs.runNow(other, by: .alice)
    try await runs.cancel(last, by: .alice)
    _ = try await runs.runNow(id, by: .alice)
  }

  @Test func `nothing runs without a step, or for somebody else`() async throws {
    let (empty, id) = (try await world.save(), try await world.save("note"))
    let withoutStep = try await refusal { _ = try await runs.runNow(empty, by: .alice) }
    #expect(withoutStep?.sentence.contains("this trace has no step") == true)
    let others = try await refusal { _ = try await runs.runNow(id, by: .bob) }
    #expect(others?.sentence == "Trace not found")
    #expect(world.planned == 0)
  }

  @Test func `a run that waits is stopped, says by whom, and is stopped once`() async throws {
    let runID = try await runs.runNow(try await world.save("note"), by: .alice)
    let others = try await refusal { try await runs.cancel(runID, by: .bob) }
    #expect(others?.sentence == "Run not found")
    try await runs.cancel(runID, by: .alice)
    let again = try await refusal { try await runs.cancel(runID, by: .alice) }

    #expect(again?.sentence == "This run has ended already: cancelled")
    #expect(world.ended == 1)
    let run = try await runs.run(runID, for: .alice)
    #expect(run.outcome == .cancelled)
    #expect(run.reason == Reason(.stopped, "Stopped by alice."))
    #expect(try await world.claim().isEmpty)
  }

  @Test func `a run is repeated by hand, and names the one that it repeats`() async throws {
    let runID = try await runs.runNow(try await world.save("note"), by: .alice)
    let others = try await refusal { _ = try await runs.rerun(runID, by: .bob) }
    #expect(others?.sentence == "Run not found")
    let newID = try await runs.rerun(runID, by: .alice)
    #expect(try await runs.run(newID, for: .alice).rerunOf == runID)
    #expect(world.planned == 2)
  }

  @Test(arguments: [Resolution.succeeded, .failed])
  func `a person settles what is unknown, once, and the words say who`(resolution: Resolution)
    async throws
  {
    let runID = try await unknownRun()
    let rerun = try await runs.resolve(runID, resolution, note: "I looked.", by: .alice)

    #expect(rerun == nil)
    let run = try await runs.run(runID, for: .alice)
    #expect(run.outcome?.rawValue == resolution.rawValue)
    #expect(run.reason?.code == .settled)
    #expect(run.reason?.words.hasPrefix("alice says: it \(resolution.rawValue). I looked.") == true)
    #expect(run.reason?.words.hasSuffix("Its answer never came.") == true)
    let again = try await refusal {
      _ = try await runs.resolve(runID, .failed, note: nil, by: .alice)
    }
    #expect(again?.sentence.contains("can be settled, and once") == true)
  }

  @Test func `what nobody knows runs again, and stays unknown itself`() async throws {
    let runID = try await unknownRun()
    let rerun = try #require(try await runs.resolve(runID, .rerun, note: nil, by: .alice))
    #expect(try await runs.run(runID, for: .alice).outcome == .unknown)
    #expect(try await runs.run(rerun, for: .alice).rerunOf == runID)
    #expect(try await world.claim().map(\.runID) == [rerun])
  }

  @Test(arguments: [String(repeating: "x", count: 1001), "a\0b"])
  func `a note that cannot be kept settles nothing`(note: String) async throws {
    let runID = try await unknownRun()
    let refused = try await refusal {
      _ = try await runs.resolve(runID, .succeeded, note: note, by: .alice)
    }
    guard case .invalid(let faults)? = refused else {
      Issue.record("not refused as invalid: \(String(describing: refused))")
      return
    }
    #expect(faults.map(\.path) == [["note"]])
    #expect(try await runs.run(runID, for: .alice).reason?.code == .noAnswer)
  }

  @Test func `what ran and what is told is the owner's alone`() async throws {
    let id = try await world.save("note")
    let runID = try await runs.runNow(id, by: .alice)
    try await runs.cancel(runID, by: .alice)
    let window = Window(limit: 10)
    let filter = OccurrenceFilter()

    #expect(
      try await runs.occurrences(of: id, filter, window, for: .alice).elements.map(\.outcome)
        == [.cancelled])
    #expect(try await runs.notices(window, for: .alice).elements.isEmpty)
    for work in [
      { _ = try await runs.runs(of: id, window, for: .bob) },
      { _ = try await runs.occurrences(of: id, filter, window, for: .bob) },
    ] as [() async throws -> Void] {
      #expect(try await refusal(work)?.sentence == "Trace not found")
    }
  }

  /// A run whose one step was sent and not answered.
  private func unknownRun() async throws -> String {
    let runID = try await runs.runNow(try await world.save("note"), by: .alice)
    let claim = try #require(try await world.claim().first)
    _ = try await world.database.finish(
      claim.key,
      RunEnd(outcome: .unknown, reason: Reason(.noAnswer, "Its answer never came.")),
      at: Instant.morning)
    return runID
  }
}
