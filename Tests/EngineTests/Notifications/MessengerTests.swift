import Automations
import Engine
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing

/// Messages on their way over the network.
@Suite struct MessengerTests {
  private let world: MessageWorld
  private let path = "/services/T0/B0/correct-horse-battery"

  init() throws { world = try MessageWorld() }

  private static let hostile = "x\r\nTitle: y\u{202E} <!channel> & <https://evil.example|z>"

  @Test func `an address that takes what Slack takes gets a text in which nothing means anything`()
    async throws
  {
    let server = TalkingServer { _ in .text("ok") }
    try await server.serving { server in
      try await world.addChannel(.slack, to: "http://127.0.0.1:\(server.port)\(path)")
      let run = try await world.fail(Self.hostile)
      await world.deliver()
      let request = try #require(server.requests.first)
      #expect(request.text.hasPrefix("POST \(path) HTTP/1.1\r\n"))
      #expect(request.header("content-type") == "application/json")
      let body = try JSON(parsing: Array(request.body.utf8))
      let text = try #require(body["text"]?.text)
      #expect(body.members?.count == 1 && text.split(separator: "\n").count == 5)
      #expect(!text.contains("<") && text.contains("&lt;!channel&gt; &amp; &lt;https://evil"))
      #expect(text.contains("https://reprise.example/runs/\(run)"))
      #expect(try await world.last().outcome == .sent)
    }
  }

  @Test func `a topic gets the text, and a title that nobody's name is in`() async throws {
    let server = TalkingServer { _ in .text("{}") }
    try await server.serving { server in
      try await world.addChannel(.ntfy, to: "http://127.0.0.1:\(server.port)/status")
      try await world.fail(Self.hostile)
      await world.deliver()
      let request = try #require(server.requests.first)
      #expect(request.text.hasPrefix("POST /status HTTP/1.1\r\n"))
      #expect(request.header("title") == "Reprise")
      #expect(request.text.ranges(of: "\r\nTitle:").count == 1)
      #expect(request.body.split(separator: "\n").count == 5)
      #expect(try await world.last().outcome == .sent)
    }
  }

  @Test func `a runner gets a signed event, the same over all attempts`() async throws {
    let server = TalkingServer { $0.connection == 1 ? .json(503, "{}") : .text("{}") }
    try await server.serving { server in
      let (_, secret) = try await world.addRunner("http://127.0.0.1:\(server.port)/hook")
      try await world.addChannel(.webhook, to: "desk")
      let run = try await world.fail(because: "Step 1 (note): 500.")
      await world.deliver()
      #expect(try await world.last().attempts == 1)
      #expect(try await world.last().outcome == nil)
      #expect(try await world.last().words?.contains("503") == true)
      // The second attempt follows within 10 s.
      world.clock.advance(seconds: 10)
      await world.deliver()
      let delivery = try await world.last()
      #expect(delivery.outcome == .sent && delivery.attempts == 2 && delivery.words == nil)

      #expect(server.requests.count == 2)
      #expect(Set(server.requests.map { $0.header("webhook-id") }) == [delivery.id])
      let request = try #require(server.requests.last)
      let time = try #require(request.header("webhook-timestamp").flatMap { Int64($0) })
      #expect(time == world.clock.now.seconds)
      #expect(
        request.header("webhook-signature")
          == WebhookSignature.header(
            id: delivery.id, at: Instant(seconds: time), body: Array(request.body.utf8),
            by: [secret]))
      let event = try JSON(parsing: Array(request.body.utf8))
      #expect(event["type"] == "notification.run_failed")
      #expect(event["data"]?["run_id"] == .string(run) && event["data"]?["over"] == false)
      #expect(event["data"]?["reason"] == "Step 1 (note): 500.")
      #expect(event["data"]?["name"] == "Weekly status")
      #expect(event["data"]?["url"] == .string("https://reprise.example/runs/\(run)"))
    }
  }

  @Test func `a secret that was changed signs beside the new one for a day`() async throws {
    let server = TalkingServer { _ in .text("{}") }
    try await server.serving { server in
      let (id, _) = try await world.addRunner("http://127.0.0.1:\(server.port)/hook")
      try await world.addChannel(.webhook, to: "desk")
      let next = WebhookSecret.random()
      _ = try await world.connections.change(
        id, ConnectionChange(secrets: ["secret": .string(next.text)]), by: world.act)
      for seconds in [Int64(60), 86_400] {
        world.clock.advance(seconds: seconds)
        try await world.fail()
        await world.deliver()
      }
      let signatures = server.requests.compactMap { $0.header("webhook-signature") }
      #expect(signatures.map { $0.split(separator: " ").count } == [2, 1])
    }
  }

  @Test func `a runner that is gone is switched off, and its owner told`() async throws {
    let server = TalkingServer { _ in .json(410, "{}") }
    try await server.serving { server in
      let (id, _) = try await world.addRunner("http://127.0.0.1:\(server.port)/hook")
      try await world.addChannel(.webhook, to: "desk")
      try await world.fail()
      await world.deliver()
      let connection = try #require(try await world.database.connection(id, in: .alice))
      #expect(!connection.isEnabled && connection.offReason?.contains("410") == true)
      #expect(server.requests.count == 1)
      #expect(try await world.last().message.kind == .event(.connectionOff))
      #expect(try await world.deliveries().last?.outcome == .failed)
      // There is no way for the message about it.
      await world.deliver()
      let delivery = try await world.last()
      #expect(delivery.outcome == .notSent && delivery.words == "The connection is switched off.")
    }
  }

  @Test(arguments: [
    "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 403 Nobody is correct-horse-battery\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 301 /services/T0/B0/correct-horse-battery\r\nContent-Length: 0\r\n"
      + "Location: /services/T0/B0/correct-horse-battery\r\n\r\n",
  ])
  func `what is refused is told, and the address in no word of it`(answer: String) async throws {
    try await LoopbackServer(.bytes(answer)).serving { server in
      let address = "http://127.0.0.1:\(server.port)\(path)"
      try await world.addChannel(.slack, to: address)
      try await world.fail()
      await world.deliver()
      let delivery = try await world.last()
      #expect(delivery.outcome == .failed && delivery.attempts == 1)
      #expect(delivery.words?.hasPrefix("The server answered") == true)
      #expect(!"\(delivery)".contains("correct-horse"))
      #expect(delivery.channel.to == "http://127.0.0.1:\(server.port)/[secret …tery]")
      #expect(!world.lines.text.contains("correct-horse"))
      #expect(try !world.folder.holds("correct-horse"))
    }
  }

  @Test func `what was taken goes once, be there a body that cannot be read`() async throws {
    let answer = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nok"
    try await LoopbackServer(.bytes(answer)).serving { server in
      try await world.addChannel(.slack, to: "http://127.0.0.1:\(server.port)\(path)")
      try await world.fail()
      await world.deliver()
      let delivery = try await world.last()
      #expect(delivery.outcome == .sent && delivery.attempts == 1 && delivery.words == nil)
    }
  }

  @Test func `who is not there is tried three times`() async throws {
    let nobody = try ClosedPort()
    defer { withExtendedLifetime(nobody) {} }
    try await world.addChannel(.slack, to: "http://127.0.0.1:\(nobody.number)/x")
    try await world.fail()
    for attempt in 1...3 {
      await world.deliver()
      #expect(try await world.last().attempts == attempt)
      world.clock.advance(seconds: 40)
    }
    #expect(try await world.last().outcome == .failed)
    #expect(try await world.database.nextDelivery() == nil)
  }

  @Test func `no message goes into a network that is not allowed`() async throws {
    let server = TalkingServer { _ in .text("ok") }
    try await server.serving { server in
      try await world.addChannel(.ntfy, to: "http://127.0.0.1:\(server.port)/status")
      try await world.fail()
      await world.deliver(by: world.messenger(allowing: ""))
      #expect(server.requests.isEmpty)
      let delivery = try await world.last()
      #expect(delivery.outcome == .failed && delivery.words?.contains("not a public one") == true)
    }
  }

  @Test(arguments: ForbiddenAddressTests.spellings)
  func `no message gets to an address of this machine or its network, however it is written`(
    _ spelling: String
  ) async throws {
    try await Canary.watching { canary in
      let url = spelling.replacing("PORT", with: "\(canary.port)")
      // What shows at once is refused where it is set.
      var channels = 0
      for kind in [NotificationChannel.Kind.slack, .ntfy] {
        if (try? await world.addChannel(kind, to: url)) != nil { channels += 1 }
      }
      if (try? await world.addRunner(url)) != nil {
        try await world.addChannel(.webhook, to: "desk")
        channels += 1
      }
      try await world.fail()
      await world.deliver(by: world.messenger(allowing: ""))
      let deliveries = try await world.deliveries()
      #expect(deliveries.count == channels)
      #expect(!deliveries.contains { $0.outcome == .sent })
      let visitors = try await canary.visitors()
      #expect(visitors == 0)
    }
  }

  @Test func `no message follows a redirect`() async throws {
    try await Canary.watching { canary in
      let server = TalkingServer { _ in
        .bytes(
          "HTTP/1.1 307 Elsewhere\r\nLocation: http://127.0.0.1:\(canary.port)/\r\n"
            + "Content-Length: 0\r\n\r\n")
      }
      try await server.serving { server in
        let url = "http://127.0.0.1:\(server.port)\(path)"
        try await world.addChannel(.slack, to: url)
        try await world.addChannel(.ntfy, to: url)
        _ = try await world.addRunner(url)
        try await world.addChannel(.webhook, to: "desk")
        try await world.fail()
        await world.deliver()
        #expect(server.requests.count == 3)
        #expect(try await world.deliveries().map(\.outcome) == [.failed, .failed, .failed])
      }
      let visitors = try await canary.visitors()
      #expect(visitors == 0)
    }
  }

  @Test func `a server that dies between taking and delivering loses nothing`() async throws {
    let server = TalkingServer { _ in .text("ok") }
    try await server.serving { server in
      try await world.addChannel(.slack, to: "http://127.0.0.1:\(server.port)\(path)")
      try await world.fail()
      let now = world.clock.now
      let request = DeliveryRequest(
        now: now, lease: now.advanced(bySeconds: 40), limit: 9, perUser: 9, holding: [])
      #expect(try await world.database.claim(request).count == 1)
      await world.deliver()
      #expect(server.requests.isEmpty)
      world.clock.advance(seconds: 40)
      await world.deliver()
      #expect(server.requests.count == 1)
      #expect(try await world.last().outcome == .sent)
    }
  }
}
