import Automations
import HTTPTypes
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing

@Suite struct RunPageTests {
  @Test func `a run that waits follows by itself, and says how to look again without scripts`()
    async throws
  {
    let (world, run) = try await scene()
    let page = try await world.browser(of: "alice").get("/runs/\(run)")
    #expect(page.text.contains("data-follow=\"1\"") && page.text.contains("Look again"))
    #expect(page.text.contains("<span class=\"badge waiting\">Waiting</span>"))
    #expect(page.text.contains("<dt>Started by</dt><dd>hand</dd>"))
    #expect(page.text.contains("No step has begun yet."))
  }

  @Test func `a run by hand was planned for nothing, and all its times follow one rule`()
    async throws
  {
    let (world, byHand) = try await scene()
    let browser = try await world.browser(of: "alice")
    let claim = try await world.claim()
    try await world.begin(1, of: claim)
    try await world.end(1, .succeeded, of: claim)
    try await world.finish(claim, .succeeded)
    let hand = try await browser.get("/runs/\(byHand)").text
    #expect(!hand.contains("Planned for"))
    #expect(hand.contains("<dt>Began</dt><dd><time datetime=\"2026-11-24T08:30Z\" data-scheduled>"))
    #expect(hand.contains("<dt>Ended</dt><dd><time "))
    let plain = try Regex("<time datetime=\"[^\"]*\">")
    #expect(!hand.contains(plain), "all by the schedule's clocks")
  }

  @Test func `the panel lists the run, started by hand`() async throws {
    let (world, run) = try await scene()
    let trace = try await world.services.runs.run(run, for: .alice).traceID
    let page = try await world.browser(of: "alice").get("/traces/\(trace)")
    #expect(page.text.contains("href=\"/runs/\(run)\"") && page.text.contains("by hand"))
  }

  @Test func `somebody else's run is nowhere`() async throws {
    let (world, run) = try await scene()
    let page = try await world.browser(of: "bob").get("/runs/\(run)")
    #expect(page.status == 404 && page.text.contains("Run not found"))
  }

  @Test func `each attempt stands with its number, its time and what came of it`() async throws {
    let (world, run) = try await scene()
    let claim = try await world.claim()
    let browser = try await world.browser(of: "alice")
    #expect(try await browser.get("/runs/\(run)").text.contains(">Step 1 of 1 is next<"))
    try await world.begin(1, of: claim)
    #expect(try await browser.get("/runs/\(run)").text.contains(">Step 1 of 1<"))
    let retry = world.clock.now.advanced(bySeconds: 12)
    try await world.end(1, nil, error: "It <broke>.", retryAt: retry, of: claim)
    let waiting = try await browser.get("/runs/\(run)").text
    let words = "waiting\">Waiting</span> <small>for its next attempt, in 12 s</small>"
    #expect(waiting.ranges(of: words).count == 2, "of the run, and of its step")
    #expect(waiting.contains("Step 1 of 1") && waiting.contains("It &lt;broke&gt;."))
    #expect(waiting.contains("Attempt 1, <time datetime=\"2026-11-24T08:30Z\" data-scheduled>"))
    #expect(waiting.contains(", took <span title=\"2.400 s\">2.4 s</span>"))
    #expect(waiting.contains(">Step 1 of 1, attempt 2 is next<"))
    world.clock.advance(seconds: 12)
    let again = try await world.claim()
    // It is held, and what it calls is busy with others.
    let held = try await browser.get("/runs/\(run)").text
    #expect(held.contains(">Step 1 of 1, attempt 2 is next<"))
    #expect(held.contains("waiting\">Waiting</span> <small>for its turn</small>"))
    try await world.begin(1, attempt: 2, of: again)
    let going = try await browser.get("/runs/\(run)").text
    #expect(going.contains("Step 1 of 1, attempt 2") && going.contains(", goes on</p>"))
    try await world.end(1, attempt: 2, .succeeded, of: again)
    try await world.finish(again, .succeeded)
    let over = try await browser.get("/runs/\(run)").text
    #expect(over.contains("Attempt 1,") && over.contains("Attempt 2,"))
    #expect(!over.contains("Waiting") && over.contains(">Run again</button>"))
  }

  @Test func `a step says what of its call was left away, and so does the API`() async throws {
    let (world, run) = try await scene()
    let claim = try await world.claim()
    try await world.begin(1, notices: ["<cc> is left away."], of: claim)
    let page = try await world.browser(of: "alice").get("/runs/\(run)").text
    #expect(page.contains("<p class=\"note\" dir=\"auto\">&lt;cc&gt; is left away.</p>"))
    let answer = try await world.call(
      .get, "/automation/runs/\(run)", token: world.token(of: "alice"))
    let told = answer.json?["run"]
    #expect(told?["notices"] == ["Step 1 (note): <cc> is left away."])
    #expect(told?["steps"]?.elements?.first?["notices"] == ["<cc> is left away."])
  }

  @Test func `a step says what was done in truth, not what its name says`() async throws {
    let (world, run) = try await scene()
    let claim = try await world.claim()
    try await world.begin(1, request: ["tool": "append_row", "params": [:]], of: claim)
    let page = try await world.browser(of: "alice").get("/runs/\(run)").text
    #expect(page.contains("appends a row to a table") && !page.contains("writes a note"))
  }

  @Test func `a long run is shown in parts, and leads to the step that failed`() async throws {
    let (world, run) = try await scene()
    let claim = try await world.claim()
    for step in 1...430 {
      try await world.begin(step, of: claim)
      try await world.end(step, step == 415 ? .failed : .succeeded, of: claim)
    }
    let browser = try await world.browser(of: "alice")
    let first = try await browser.get("/runs/\(run)").text
    #expect(first.contains("id=\"step-200\"") && !first.contains("id=\"step-201\""))
    #expect(first.contains("1–200 of 430") && first.contains("Later steps"))
    #expect(first.contains("href=\"/runs/\(run)?step=415#step-415\"><bdi>Step 415 (note) failed"))
    let last = try await browser.get("/runs/\(run)?step=415").text
    #expect(last.contains("start=\"401\"") && last.contains("401–430 of 430"))
    #expect(last.contains("data-number=\"415\"") && !last.contains("Later steps"))
    #expect(last.contains("rel=\"prev\" href=\"/runs/\(run)?step=201\""))
    #expect(try await browser.get("/runs/\(run)?step=0").status == 422)
    let beyond = try await browser.get("/runs/\(run)?step=5000").text
    #expect(beyond.contains("No step with that number has begun."))
  }

  @Test func `a page of long answers stays bounded, and one step alone shows more`() async throws {
    let (world, run) = try await scene()
    let claim = try await world.claim()
    for step in 1...200 {
      try await world.begin(
        step, request: ["text": .string(String(repeating: "x", count: 9000))], of: claim)
      try await world.end(step, .succeeded, of: claim)
    }
    let browser = try await world.browser(of: "alice")
    let page = try await browser.get("/runs/\(run)")
    #expect(page.body.count < 1_000_000, "\(page.body.count)")
    #expect(page.text.contains("characters are shown here"))
    #expect(page.text.contains("href=\"/runs/\(run)?step=7&amp;limit=1\">More of step 7"))
    let alone = try await browser.get("/runs/\(run)?step=7&limit=1").text
    #expect(!alone.contains("characters are shown here") && !alone.contains("More of step"))
    #expect(alone.contains("7–7 of 200"))
  }

  private func scene() async throws -> (world: World, run: String) {
    let world = try await World()
    let id = try await world.save("Run <me>")
    return (world, try await world.services.runs.runNow(id, by: world.act(.alice)))
  }
}
