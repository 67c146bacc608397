import Automations
import Engine
import OrderedJSON
import Synchronization
import TestSupport
import Testing

/// A document that stands elsewhere is fetched.
@Suite(.timeLimit(.minutes(20))) struct DocumentFetchTests {
  private static let yaml = """
    openapi: 3.0.4
    servers: [{url: v1}]
    paths: {/ping: {get: {operationId: ping}}}
    """

  @Test func `ten calls at once fetch it once, and relative servers are read against it`()
    async throws
  {
    let crowd = Meeting(of: 11)
    let world = DescribedWorld(document: { _ in
      await crowd.join()
      return .json(200, DescribedWorld.document)
    })
    try await world.serving { world in
      let connection = world.linked()
      await withTaskGroup { group in
        for _ in 0..<10 {
          group.addTask {
            async let result = world.adapter.perform(
              world.call("list_mail", ["user": "bob"], through: connection))
            await crowd.join()
            #expect(await result.status == 200)
          }
        }
      }
      #expect(world.fetches.count == 1)
      #expect(
        world.calls.map(\.line) == Array(repeating: "GET /v1/users/bob/mails", count: 10))
    }
  }

  @Test func `it is kept for some minutes, and YAML whatever its type is said to be`() async throws
  {
    let world = DescribedWorld(document: { _ in .text(Self.yaml) })
    try await world.serving { world in
      let connection = world.linked()
      func ping() async { #expect(await world.ping(connection).status == 200) }
      await ping()
      world.time.leap(seconds: 200)
      await ping()
      #expect(world.fetches.count == 1)
      world.time.leap(seconds: 200)
      await ping()
      #expect(world.fetches.count == 2)
      #expect(world.calls.map(\.line) == Array(repeating: "GET /v1/ping", count: 3))
    }
  }

  @Test func `an operation that came since is found`() async throws {
    let fetches = Mutex(0)
    let world = DescribedWorld(document: { _ in
      let isFirst = fetches.withLock { fetches in
        fetches += 1
        return fetches == 1
      }
      return .text(isFirst ? Self.yaml.replacing("ping", with: "pong") : Self.yaml)
    })
    try await world.serving { world in
      let connection = world.linked()
      let early = await world.ping(connection)
      #expect(early.error?.contains("has no operation \"ping\"; it has pong.") == true)
      world.time.leap(seconds: 31)
      #expect(await world.ping(connection).status == 200)
      #expect(world.fetches.count == 2)
    }
  }

  @Test(arguments: [
    (404, "Not here", "The server answered 404"),
    (301, "", "The server answered 301"),
    (200, "<html>Soon back</html>", "This is no OpenAPI document"),
    (200, "[1, 2", "The OpenAPI document is no YAML for it"),
  ])
  func `without it a step may be tried again, and says which document, where, and what to do`(
    status: Int, body: String, cause: String
  ) async throws {
    let world = DescribedWorld(document: { _ in .json(status, body) })
    try await world.serving { world in
      let result = await world.ping(world.linked())
      let url = "http://127.0.0.1:\(world.server.port)/openapi.json"
      #expect(
        result.error?.hasPrefix(
          "The document of the connection \"crm\" could not be read from \(url): \(cause)")
          == true, "\(result)")
      #expect(
        result.error?.hasSuffix(
          "See to its document_url, or give the connection the document itself.") == true)
      #expect(result.retry == .notTaken(after: nil))
      #expect(world.calls.isEmpty)
      _ = await world.ping(world.linked())
      #expect(world.fetches.count == 2)
    }
  }

  @Test func `a server that is not there is told, and a network that is not allowed for good`()
    async throws
  {
    let world = DescribedWorld()
    let port = try ClosedPort()
    let silent = await world.ping(
      world.linked(to: "http://127.0.0.1:\(port.number)/openapi.json"))
    #expect(silent.error?.contains("it refuses connections") == true, "\(silent)")
    #expect(silent.retry == .notTaken(after: nil))
    let forbidden = await world.ping(world.linked(to: "http://10.0.0.1/openapi.json"))
    #expect(forbidden.error?.contains("is not a public one") == true, "\(forbidden)")
    #expect(forbidden.retry == .never)
  }

  @Test func `the sign-in goes with it only where base_url begins alike`() async throws {
    try await DescribedWorld().serving { world in
      let params: JSON = ["user": "bob"]
      let alike = world.linked(below: world.base + "/v2", signIn: .bearer)
      #expect(
        await world.adapter.perform(world.call("list_mail", params, through: alike)).status == 200)
      #expect(world.fetches.map { $0.header("authorization") } == ["Bearer correct-horse-battery"])
      #expect(world.calls.first?.header("authorization") == "Bearer correct-horse-battery")
      #expect(world.calls.first?.line == "GET /v2/users/bob/mails")
      // Another port is another's, and so is another name of this machine.
      for base in ["http://127.0.0.1:1/v1", "http://localhost:\(world.server.port)/v1"] {
        world.time.leap(seconds: 400)
        let apart = world.linked(below: base, signIn: .bearer)
        _ = await world.adapter.perform(world.call("list_mail", params, through: apart))
      }
      world.time.leap(seconds: 400)
      let unsaid = world.linked(signIn: .bearer)
      #expect(
        await world.adapter.perform(world.call("list_mail", params, through: unsaid)).status == 200)
      #expect(world.fetches.dropFirst().allSatisfy { $0.header("authorization") == nil })
      #expect(world.fetches.count == 4)
    }
  }

  @Test func `a document that stands elsewhere does not say where secrets go`() async throws {
    let elsewhere = TalkingServer { _ in .json(200, "{}") }
    try await elsewhere.serving { elsewhere in
      let port = elsewhere.port
      let world = DescribedWorld(document: { _ in
        .json(
          200,
          DescribedWorld.document.replacing("\"/v1\"", with: "\"http://127.0.0.1:\(port)/v1\""))
      })
      try await world.serving { world in
        func result(_ signIn: SignIn, below base: String? = nil) async -> ToolResult {
          await world.adapter.perform(
            world.call(
              "list_mail", ["user": "bob"], through: world.linked(below: base, signIn: signIn)))
        }
        let refused = await result(.bearer)
        #expect(
          refused.error?.contains("names a server of another host, 127.0.0.1:\(port)") == true,
          "\(refused)")
        #expect(refused.error?.contains("needs a base_url") == true)
        #expect(elsewhere.requests.isEmpty)
        #expect(await result(.none).status == 200)
        #expect(await result(.bearer, below: "http://127.0.0.1:\(port)/v1").status == 200)
        #expect(
          elsewhere.requests.map { $0.header("authorization") }
            == [nil, "Bearer correct-horse-battery"])
      }
    }
  }

  @Test func `a document that wants the sign-in and does not get it says why`() async throws {
    let world = DescribedWorld(document: { _ in .json(403, "{}") })
    try await world.serving { world in
      let result = await world.ping(world.linked(signIn: .bearer))
      #expect(
        result.error?.contains("It was asked without the sign-in, which goes there only where")
          == true, "\(result)")
    }
  }

  @Test func `who waits no longer than the step's timeout is told so`() async throws {
    let world = DescribedWorld(document: { _ in .silence })
    try await world.serving { world in
      let result = await world.adapter.perform(
        world.call("ping", [:], through: world.linked(), timeout: 1))
      #expect(result.error?.contains("No document came within 1 s.") == true, "\(result)")
      #expect(result.retry == .notTaken(after: nil))
    }
  }

  @Test func `the document and the call have the step's time together`() async throws {
    let time = PassingTime()
    let world = DescribedWorld(
      document: { _ in
        time.leap(seconds: 100)
        return .text(Self.yaml)
      }, time: time)
    try await world.serving { world in
      let connection = world.linked()
      let result = await world.ping(connection)
      #expect(result.error == "No connection to 127.0.0.1 within 100 s.", "\(result)")
      #expect(result.retry == .notTaken(after: nil))
      #expect(world.calls.isEmpty)
      // With the document at hand the call alone has it.
      #expect(await world.ping(connection).status == 200)
      #expect(world.fetches.count == 1)
    }
  }
}

extension DescribedWorld {
  fileprivate func ping(_ connection: Connection) async -> ToolResult {
    await adapter.perform(call("ping", [:], through: connection))
  }
}
