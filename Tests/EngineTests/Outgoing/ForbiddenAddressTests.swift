import Automations
import Engine
import OrderedJSON
import Scheduling
import Synchronization
import TestSupport
import Testing

/// However an address of this machine or its network is written, nobody is asked there.
@Suite(.timeLimit(.minutes(20))) struct ForbiddenAddressTests {
  static let spellings = [
    "http://127.0.0.1:PORT/", "http://127.0.0.2:PORT/", "http://127.255.255.254:PORT/",
    // Short, and in other bases.
    "http://127.1:PORT/", "http://127.0.1:PORT/", "http://2130706433:PORT/",
    "http://0x7f000001:PORT/", "http://0x7F.0.0.1:PORT/", "http://0x7f.1:PORT/",
    "http://0x7f.0x0.0x0.0x1:PORT/", "http://017700000001:PORT/", "http://0177.0.0.1:PORT/",
    "http://0177.1:PORT/", "http://127.000.000.001:PORT/", "http://127.0.0.1.:PORT/",
    "http://0:PORT/", "http://00:PORT/", "http://0x0:PORT/", "http://0.0.0.0:PORT/",
    // Names of this machine.
    "http://localhost:PORT/", "http://LOCALHOST:PORT/", "http://localhost.:PORT/",
    "https://localhost:PORT/",
    // IPv6, and IPv4 within it.
    "http://[::1]:PORT/", "http://[::]:PORT/", "http://[0:0:0:0:0:0:0:1]:PORT/",
    "http://[0000:0000:0000:0000:0000:0000:0000:0001]:PORT/", "http://[0::1]:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/", "http://[::ffff:7f00:1]:PORT/",
    "http://[::FFFF:127.0.0.1]:PORT/", "http://[0:0:0:0:0:ffff:7f00:0001]:PORT/",
    "http://[::127.0.0.1]:PORT/", "http://[::ffff:0:127.0.0.1]:PORT/",
    "http://[64:ff9b::127.0.0.1]:PORT/", "http://[64:ff9b::7f00:1]:PORT/",
    "http://[64:ff9b:1::7f00:1]:PORT/", "http://[2002:7f00:1::]:PORT/",
    "http://[2002:7f00:0001::1]:PORT/", "http://[2001:0:7f00:1::1]:PORT/",
    "http://[fe80::1]:PORT/", "http://[fe80::1%25lo]:PORT/", "http://[fe80::1%lo]:PORT/",
    "http://[::1%25lo]:PORT/", "http://[fc00::1]:PORT/", "http://[fd00::1]:PORT/",
    "http://[fec0::1]:PORT/", "http://[ff02::1]:PORT/", "http://[2001:db8::1]:PORT/",
    "http://[::ffff:169.254.169.254]:PORT/",
    // Networks that are nobody's, or everybody's.
    "http://10.0.0.1:PORT/", "http://172.16.0.1:PORT/", "http://192.168.0.1:PORT/",
    "http://169.254.169.254:PORT/", "http://0xa9fea9fe:PORT/", "http://2852039166:PORT/",
    "http://100.64.0.1:PORT/", "http://198.18.0.1:PORT/", "http://192.0.0.192:PORT/",
    "http://192.0.2.1:PORT/", "http://224.0.0.1:PORT/", "http://240.0.0.1:PORT/",
    "http://255.255.255.255:PORT/",
    // What only some readers take for a host.
    "http://user@127.0.0.1:PORT/", "http://user:word@127.0.0.1:PORT/",
    "http://server.example@127.0.0.1:PORT/", "http://127.0.0.1:PORT@server.example/",
    "http://127.0.0.1:PORT#@server.example/", "http://127.0.0.1:PORT?@server.example/",
    "http://127.0.0.1:PORT\\@server.example/", "http://server.example\\@127.0.0.1:PORT/",
    "http:///127.0.0.1:PORT/", "http:127.0.0.1:PORT/", "http://[127.0.0.1]:PORT/",
    "http://127.0.0.1%20:PORT/", "http://localhost%00.example:PORT/",
    // Other letters, dots and digits.
    "http://127。0。0。1:PORT/", "http://①②⑦.⓪.⓪.①:PORT/", "http://１２７.０.０.１:PORT/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:PORT/", "http://loca\u{AD}lhost:PORT/", "http://١٢٧.٠.٠.١:PORT/",
    "http://%31%32%37.0.0.1:PORT/", "http://127%2e0%2e0%2e1:PORT/", "http://%6cocalhost:PORT/",
  ]

  private let outgoing = OutgoingWorld.outgoing(allowing: "")

  @Test func `there are sixty and more of them`() {
    #expect(Set(ForbiddenAddressTests.spellings).count >= 60)
  }

  @Test(arguments: spellings)
  func `no request of a step gets there`(_ spelling: String) async throws {
    try await Canary.watching { canary in
      let result = await HTTPAdapter(outgoing: outgoing)
        .perform(HTTPWorld().call(["url": .string(url(spelling, canary))]))
      #expect(result.error != nil)
      #expect(result.response == nil)
      let visitors = try await canary.visitors()
      #expect(visitors == 0)
    }
  }

  @Test(arguments: spellings)
  func `no request of a connection gets there, nor one for its token`(_ spelling: String)
    async throws
  {
    try await Canary.watching { canary in
      let url = url(spelling, canary)
      let place = TokenPlace(connection: "crm", owner: "alice")
      let signed = SignedOutgoing(
        outgoing: outgoing, keeping: TokensInMemory(), now: { .morning })
      if let request = try? ConnectionRequest(["path": "/a"], below: url, key: "key") {
        let reply = await signed.send(
          request.outgoing, as: .none(at: place), for: "alice", within: 100)
        #expect(reply.isUnsent)
      }
      let settings = SignIn.OAuth2(grant: .clientCredentials, tokenURL: url, clientID: "reprise")
      let fault = await signed.trial(
        of: Credentials(.oauth2(settings), secrets: ["client_secret": "word"], place: place),
        for: "alice", within: 100)
      #expect(fault != nil)
      let visitors = try await canary.visitors()
      #expect(visitors == 0)
    }
  }

  @Test(arguments: spellings)
  func `no call of a runner gets there, nor a test of a connection`(_ spelling: String)
    async throws
  {
    try await Canary.watching { canary in
      let url = url(spelling, canary)
      let secret = WebhookSecret.random()
      let runner = Connection.alices("desk", .webhook(WebhookSettings(url: url)))
      let adapter = WebhookAdapter(
        outgoing: outgoing, secrets: { _, _ in [secret] },
        addresses: CallbackAddresses(key: [7]) { $0 }, now: { .morning })
      let result = await adapter.perform(
        ToolCall(
          runID: "run", userID: "alice", scheduledAt: .morning, step: 1, tool: "x",
          connection: runner, params: [:], attempt: 1, timeout: 100, idempotencyKey: "key"))
      #expect(result.error != nil && result.response == nil)
      let ping = await WebhookTester(
        outgoing: outgoing, secrets: { _, _ in [secret] }, now: { .morning }
      ).test(runner, ConnectionProbe(), for: "alice")
      let head = await HTTPTester(
        signed: SignedOutgoing(
          outgoing: outgoing, keeping: TokensInMemory(), now: { .morning }),
        secrets: { _ in [] }
      ).test(
        .alices("crm", .http(HTTPSettings(baseURL: url))), ConnectionProbe(), for: "alice")
      #expect(ping.outcome == .failed && head.outcome == .failed)
      let visitors = try await canary.visitors()
      #expect(visitors == 0)
    }
  }

  @Test func `a name that leads elsewhere after it was checked leads nobody there`()
    async throws
  {
    let lookUps = Mutex(0)
    let outgoing = OutgoingWorld.outgoing(
      allowing: "127.0.0.2",
      lookUp: { _ in
        let isFirst = lookUps.withLock { count in
          count += 1
          return count == 1
        }
        return [IPAddress(isFirst ? "127.0.0.2" : "127.0.0.1")].compactMap(\.self)
      })
    try await Canary.watching { canary in
      try await TalkingServer { _ in .text("right") }.serving(at: "127.0.0.2", port: 0) { server in
        let request = OutgoingWorld.request(server, host: "name.example")
        #expect(await outgoing.send(request, for: "alice", within: 100).text == "right")
        #expect(lookUps.withLock { $0 } == 1)
      }
      let later = OutgoingWorld.request("http://name.example:\(canary.port)/")
      let reply = await outgoing.send(later, for: "alice", within: 100, keeping: true)
      #expect(reply.words?.contains("(127.0.0.1) is not a public one") == true)
      let visitors = try await canary.visitors()
      #expect(visitors == 0)
    }
  }

  @Test func `of a name's addresses none is asked that is not permitted`() async throws {
    let outgoing = OutgoingWorld.outgoing(
      allowing: "127.0.0.2",
      lookUp: { _ in ["127.0.0.1", "127.0.0.3", "127.0.0.2"].compactMap(IPAddress.init) })
    try await TalkingServer { _ in .last("") }.serving(at: "127.0.0.2") { permitted in
      try await TalkingServer { _ in .text("") }.serving(at: "127.0.0.3", port: permitted.port) {
        other in
        let request = OutgoingWorld.request(permitted, host: "name.example")
        for keeping in [false, true] {
          _ = await outgoing.send(request, for: "alice", within: 100, keeping: keeping)
        }
        #expect(permitted.requests.count == 2)
        #expect(other.connections == 0)
      }
    }
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func `a redirect leads nobody there`(_ status: Int) async throws {
    let outgoing = OutgoingWorld.outgoing(allowing: "127.0.0.2")
    try await Canary.watching { canary in
      let place = "http://127.0.0.1:\(canary.port)/"
      try await TalkingServer { _ in
        .bytes("HTTP/1.1 \(status) So\r\nLocation: \(place)\r\nContent-Length: 0\r\n\r\n")
      }.serving(at: "127.0.0.2") { server in
        let request = OutgoingWorld.request(server, host: "127.0.0.2")
        let reply = await outgoing.send(request, for: "alice", within: 100)
        #expect(reply.answer?.status == status)
      }
      let visitors = try await canary.visitors()
      #expect(visitors == 0)
    }
  }

  private func url(_ spelling: String, _ canary: Canary) -> String {
    spelling.replacing("PORT", with: "\(canary.port)")
  }
}
