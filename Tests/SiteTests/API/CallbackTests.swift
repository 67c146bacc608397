import Automations
import HTTPTypes
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing

/// Answers of steps that were taken, from whoever was called.
@Suite struct CallbackTests {
  let world: World
  private let id: String
  private let claim: Claim
  private let deadline: Instant

  init() async throws {
    world = try await World()
    id = try await world.save()
    try await world.deploy(id)
    try await world.plan(id)
    claim = try await world.claim()
    try await world.begin(1, of: claim)
    deadline = world.clock.now.advanced(bySeconds: 3600)
    try await world.end(1, nil, answerUntil: deadline, of: claim)
  }

  @Test func `an answer is taken once from whoever has the address, and wakes the worker`()
    async throws
  {
    let before = world.worker.wakeUps
    let first = try await answer(["result": ["id": 7]])
    #expect(first.status == 200)
    #expect(first.json == ["success": true, "message": "Answer taken"])
    #expect(world.worker.wakeUps == before + 1)
    let second = try await answer(["error": ["message": "No."]])
    #expect(second.status == 410)
    #expect(second.json?["detail"]?.text == "This was answered already; the first answer counts")
    let next = try await world.claim()
    #expect(next.runID == claim.runID)
    #expect(
      try await world.ledger.work(of: next).progress[1]?.answer?.answer
        == .result(record: ["id": 7]))
  }

  @Test func `an answer that says its own address again is kept without what proves it`()
    async throws
  {
    let address = path()
    #expect(try await answer(["result": ["told": .string(address)]]).status == 200)
    let shown = String(Paths.API.callback("x").dropLast()) + "[secret call-back]"
    let next = try await world.claim()
    #expect(
      try await world.ledger.work(of: next).progress[1]?.answer?.answer
        == .result(record: ["told": .string(shown)]))
    let second = try await answer(["error": ["message": .string("\(address) is busy")]])
    #expect(second.status == 410)
    let notice = try await run()["notices"]?.elements?.first?.text
    #expect(notice?.hasSuffix("\(shown) is busy") == true)
  }

  @Test(arguments: [nil, "local", "other desk"])
  func `an answer that says its runner's secret is kept without it, whatever is bound by then`(
    anew: String?
  ) async throws {
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    _ = try await world.connect(
      "desk", .webhook, settings: ["url": "https://desk.example/"],
      secrets: ["secret": .string(secret)])
    _ = try await world.connect(
      "other desk", .webhook, settings: ["url": "https://other.example/"])
    try await world.bind("note", to: "desk")
    if let anew { try await world.bind("note", to: anew) }
    #expect(try await answer(["result": ["key": .string(secret)]]).status == 200)
    let next = try await world.claim()
    #expect(
      try await world.ledger.work(of: next).progress[1]?.answer?.answer
        == .result(record: ["key": "[secret secret]"]))
  }

  @Test func `looking at the address spends nothing`() async throws {
    for method in [HTTPRequest.Method.get, .head, .put, .delete] {
      let reply = try await world.call(method, path(), token: nil)
      #expect(reply.status == 405)
      #expect(reply.headers[.allow] == "POST")
    }
    #expect(try await answer(["result": nil]).status == 200)
  }

  @Test(arguments: ["Basic ZGVzazpzZWNyZXQ=", "Bearer of-somewhere-else", "Signature x"])
  func `what a runner proves itself by elsewhere keeps no answer away`(
    authorization: String
  ) async throws {
    let reply = try await world.send(
      .post, path(),
      headers: [.contentType: "application/json", .authorization: authorization],
      body: Array(#"{"result": 1}"#.utf8))
    #expect(reply.status == 200)
  }

  @Test func `what was not made here is not found, whatever the body says`() async throws {
    let path = path()
    for forged in [path + "x", String(path.dropLast()), Paths.API.callback("x")] {
      for body in [Array(#"{"result": 1}"#.utf8), Array("{".utf8)] {
        let reply = try await world.send(
          .post, forged, headers: [.contentType: "application/json"], body: body)
        #expect(reply.status == 404)
        #expect(reply.json?["detail"] == "This is not the address of a call-back")
      }
    }
  }

  @Test func `a late answer is told so, and the run notes it for its owner`() async throws {
    world.clock.advance(seconds: 3600)
    let late = try await answer(["result": 7])
    #expect(late.status == 410)
    #expect(late.json?["detail"]?.text?.contains("too late") == true)
    let notice = "too late to count"
    #expect(try await run()["notices"]?.elements?.first?.text?.contains(notice) == true)
    #expect(try await run()["steps"]?.elements?.first?["notices"]?.elements?.count == 1)
    let page = try await world.browser(of: "alice").get("/runs/\(claim.runID)").text
    #expect(page.contains(notice))
  }

  @Test func `a body that is no answer is refused, and the right one taken after it`() async throws
  {
    #expect(try await answer(["error": "x"]).status == 422)
    #expect(try await answer([:]).status == 422)
    let long = JSON.string(String(repeating: "x", count: Limits.callbackBytes))
    #expect(try await answer(["result": long]).status == 413)
    let text = try await world.send(
      .post, path(), headers: [.contentType: "text/plain"], body: Array("{}".utf8))
    #expect(text.status == 415)
    let broken = try await world.send(
      .post, path(), headers: [.contentType: "application/json"], body: Array("{".utf8))
    #expect(broken.status == 400)
    #expect(try await answer(["error": ["message": "No."]]).status == 200)
  }

  @Test func `a body of 1 MiB is taken, and one of a byte more is refused`() async throws {
    for (count, status) in [((1 << 20) + 1, 413), (1 << 20, 200)] {
      let text = String(repeating: "x", count: count - #"{"result":""}"#.utf8.count)
      let reply = try await world.send(
        .post, path(), headers: [.contentType: "application/json"],
        body: Array(#"{"result":"\#(text)"}"#.utf8))
      #expect(reply.status == status)
    }
  }

  @Test func `a run that waits for an answer says so and until when, to programs and people`()
    async throws
  {
    #expect(try await run()["waiting_until"] == .string(deadline.rfc3339))
    let browser = try await world.browser(of: "alice")
    let detail = " <small>for an answer, given up in 1 h</small>"
    let words = "waiting\">Waiting</span>\(detail)"
    for path in [
      "/traces/\(id)", "/runs", "/traces/\(id)/occurrences", "/runs/\(claim.runID)",
    ] {
      #expect(try await browser.get(path).text.contains(words), "\(path)")
    }
    // There it leads to the run.
    #expect(try await browser.get("/traces").text.contains("Waiting</a>\(detail)"))
    let page = try await browser.get("/runs/\(claim.runID)").text
    #expect(page.ranges(of: words).count == 2, "of the run, and of its step")
    #expect(page.contains("<dt>Waits for an answer until</dt><dd><time "))
    _ = try await answer(["result": 7])
    #expect(try await run()["waiting_until"] == .some(nil))
    let after = try await browser.get("/runs/\(claim.runID)").text
    let turn = "<small>for its turn</small>"
    #expect(after.ranges(of: turn).count == 2, "of the run, and of its step")
    #expect(!after.contains("Waits for an answer"))
  }

  @Test func `a run that waits for an answer can be stopped`() async throws {
    let token = try await world.token(of: "alice")
    let reply = try await world.call(
      .post, Paths.API.cancelRun(claim.runID), token: token)
    #expect(reply.status == 200)
    #expect(try await run()["outcome"] == "cancelled")
    #expect(try await run()["waiting_until"] == .some(nil))
    #expect(try await answer(["result": 7]).status == 410)
  }

  private func path() -> String {
    let token = CallbackToken(runID: claim.runID, step: 1, attempt: 1, expires: deadline)
    return Paths.API.callback(token.text(key: World.key))
  }

  private func answer(_ body: JSON) async throws -> World.Reply {
    try await world.call(.post, path(), token: nil, body)
  }

  private func run() async throws -> JSON {
    let token = try await world.token(of: "alice")
    let reply = try await world.call(.get, Paths.API.run(claim.runID), token: token)
    return try #require(reply.json?["run"])
  }
}
