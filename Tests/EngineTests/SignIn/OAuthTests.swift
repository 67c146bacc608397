import Automations
import Engine
import Foundation
import OrderedJSON
import TestSupport
import Testing

/// Tokens are asked for, kept and renewed (RFC 6749).
@Suite(.timeLimit(.minutes(20))) struct OAuthTests {
  @Test func `a client's token is asked for once, and goes with each request`() async throws {
    try await OAuthWorld { _, number in OAuthWorld.token("A\(number)") }.serving { world in
      let credentials = world.credentials(scope: "read write")
      for _ in 1...3 { #expect(await world.ask(as: credentials).answer?.status == 200) }
      #expect(world.bearers == ["Bearer A1", "Bearer A1", "Bearer A1"])
      #expect(world.grants == ["grant_type=client_credentials&scope=read+write"])
      let pair = Data("re%3Aprise:the+client%27s+secret".utf8).base64EncodedString()
      #expect(world.tokenServer.requests.first?.header("authorization") == "Basic \(pair)")
    }
  }

  @Test func `fifty that wait for a token cause one request for it`() async throws {
    let crowd = Meeting(of: 51)
    let world = OAuthWorld { _, number in
      await crowd.join()
      return OAuthWorld.token("A\(number)")
    }
    try await world.serving { world in
      await withTaskGroup { group in
        for _ in 0..<50 {
          group.addTask {
            async let reply = world.ask()
            await crowd.join()
            #expect(await reply.answer?.status == 200)
          }
        }
      }
      #expect(world.bearers == Array(repeating: "Bearer A1", count: 50))
      #expect(world.grants.count == 1)
    }
  }

  @Test func `fifty whose token is not taken cause one request for another`() async throws {
    let crowd = Meeting(of: 50)
    let world = OAuthWorld(
      api: { request in
        guard request.header("authorization") == "Bearer A1" else { return .text("") }
        await crowd.join()
        return .bytes("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n")
      }, token: { _, number in OAuthWorld.token("A\(number)") })
    try await world.serving { world in
      await withTaskGroup { group in
        for _ in 0..<50 {
          group.addTask { #expect(await world.ask().answer?.status == 200) }
        }
      }
      #expect(world.bearers.count(where: { $0 == "Bearer A2" }) == 50)
      #expect(world.grants.count == 2)
    }
  }

  @Test func `a token is renewed before it expires`() async throws {
    let world = OAuthWorld { _, number in
      OAuthWorld.token("A\(number)", #","expires_in":\#(number == 1 ? "3600" : "\"8\"")"#)
    }
    try await world.serving { world in
      _ = await world.ask()
      world.clock.advance(seconds: 3539)
      _ = await world.ask()
      world.clock.advance(seconds: 1)
      _ = await world.ask()
      // Of one that lives for seconds some are used.
      world.clock.advance(seconds: 5)
      _ = await world.ask()
      world.clock.advance(seconds: 1)
      _ = await world.ask()
      #expect(world.bearers == ["A1", "A1", "A2", "A2", "A3"].map { "Bearer \($0)" })
    }
  }

  @Test func `a token that is not taken is renewed once, and its answer stands`() async throws {
    let world = OAuthWorld(
      api: { _ in .json(401, "{}") }, token: { _, number in OAuthWorld.token("A\(number)") })
    try await world.serving { world in
      #expect(await world.ask().answer?.status == 401)
      #expect(world.bearers == ["Bearer A1", "Bearer A2"])
      #expect(await world.ask().answer?.status == 401)
      #expect(world.bearers.suffix(2) == ["Bearer A2", "Bearer A3"])
    }
  }

  @Test func `a server that gives the same token again is asked once, and so is the API`()
    async throws
  {
    let world = OAuthWorld(api: { _ in .json(401, "{}") }, token: { _, _ in OAuthWorld.token("A") })
    try await world.serving { world in
      #expect(await world.ask().answer?.status == 401)
      #expect(world.bearers == ["Bearer A"])
      #expect(world.grants.count == 2)
    }
  }

  @Test func `the next refresh token takes the place of the one before`() async throws {
    let world = OAuthWorld { _, number in
      OAuthWorld.token("A\(number)", #","expires_in":100,"refresh_token":"R\#(number + 1)""#)
    }
    try await world.serving { world in
      for _ in 1...3 {
        _ = await world.ask(as: world.credentials(refreshToken: "R1"))
        world.clock.advance(seconds: 100)
      }
      #expect(
        world.grants == [1, 2, 3].map { "grant_type=refresh_token&refresh_token=R\($0)" })
      // A person gave another.
      _ = await world.ask(as: world.credentials(refreshToken: "fresh"))
      #expect(world.grants.last == "grant_type=refresh_token&refresh_token=fresh")
      #expect(world.bearers == [1, 2, 3, 4].map { "Bearer A\($0)" })
    }
  }

  @Test func `a refresh token that cannot be kept is not lost`() async throws {
    let disk = FullDisk()
    let world = OAuthWorld(keeping: disk) { _, number in
      OAuthWorld.token("A\(number)", #","expires_in":100,"refresh_token":"R\#(number + 1)""#)
    }
    try await world.serving { world in
      let credentials = world.credentials(refreshToken: "R1")
      for _ in 1...2 {
        _ = await world.ask(as: credentials)
        world.clock.advance(seconds: 100)
      }
      disk.makeRoom()
      _ = await world.ask(as: credentials)
      #expect(world.grants.last == "grant_type=refresh_token&refresh_token=R3")
      #expect(await disk.tokens(at: credentials.place)?.refresh == "R4")
    }
  }

  @Test func `an error that is null is none`() async throws {
    try await OAuthWorld { _, _ in OAuthWorld.token("A", #","error":null"#) }.serving { world in
      #expect(await world.ask().answer?.status == 200)
      #expect(world.bearers == ["Bearer A"])
    }
  }

  @Test func `a public client has no secret`() async throws {
    try await OAuthWorld { _, _ in OAuthWorld.token("A") }.serving { world in
      _ = await world.ask(as: world.credentials(secret: nil, refreshToken: "R1"))
      #expect(
        world.grants == ["grant_type=refresh_token&refresh_token=R1&client_id=re%3Aprise"])
      #expect(world.tokenServer.requests.first?.header("authorization") == nil)
    }
  }

  @Test(arguments: [(401, "invalid_client"), (400, "invalid_client"), (400, "invalid_request")])
  func `to a server that takes the client's secret in the body alone it goes there`(
    _ status: Int, _ code: String
  ) async throws {
    let world = OAuthWorld { request, _ in
      request.body.contains("client_secret=the+client%27s+secret")
        ? OAuthWorld.token("A") : .json(status, #"{"error":"\#(code)"}"#)
    }
    try await world.serving { world in
      #expect(await world.ask().answer?.status == 200)
      #expect(world.grants.count == 2)
    }
  }

  @Test func `who stops to wait stops nobody else`() async throws {
    let (asked, gate) = (Meeting(of: 2), Meeting(of: 2))
    let world = OAuthWorld { _, _ in
      await asked.join()
      await gate.join()
      return OAuthWorld.token("A")
    }
    try await world.serving { world in
      let first = Task { await world.ask() }
      await asked.join()
      let second = Task { await world.ask() }
      first.cancel()
      #expect(await first.value.isUnsent)
      await gate.join()
      #expect(await second.value.answer?.status == 200)
      #expect(world.grants.count == 1)
    }
  }

  @Test func `a trial asks for a token though there is one`() async throws {
    try await OAuthWorld { _, number in OAuthWorld.token("A\(number)") }.serving { world in
      _ = await world.ask()
      let fault = await world.signed.trial(of: world.credentials(), for: "alice", within: 100)
      #expect(fault == nil)
      #expect(world.grants.count == 2)
      _ = await world.ask()
      #expect(world.bearers == ["Bearer A1", "Bearer A2"])
    }
  }
}
