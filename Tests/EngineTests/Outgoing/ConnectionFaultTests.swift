import Automations
import Engine
import OrderedJSON
import Testing

/// Troubles on the way are told in words of ours, without a library's names or a path of any machine.
@Suite(.timeLimit(.minutes(20))) struct ConnectionFaultTests {
  private let world = HTTPWorld()

  @Test func `a certificate that signs itself is from no known authority`() async throws {
    let result = try await SecureServer.serving { server in
      await world.adapter().perform(
        world.call(["url": .string("https://localhost:\(server.port)/")]))
    }
    #expect(
      result.error == "No connection to localhost: its certificate is not from a known authority, "
        + "or not valid now.")
    #expect(result.retry == .notTaken(after: nil))
  }

  @Test func `a certificate of a known authority is good for its own host, and for no other`()
    async throws
  {
    try await SecureServer.serving { server in
      let outgoing = OutgoingWorld.outgoing(
        lookUp: { _ in ["127.0.0.1"].compactMap(IPAddress.init) },
        authorities: SecureServer.certificate)
      func reply(of host: String) async -> OutgoingReply {
        await outgoing.send(
          OutgoingWorld.request("https://\(host):\(server.port)/"), for: "alice", within: 100)
      }
      for host in ["localhost", "127.0.0.1", "desk.name.example", "Desk.Name.Example"] {
        let reply = await reply(of: host)
        #expect(reply.text == "safe", "\(host): \(reply.words ?? "")")
      }
      // That it is the address's says nothing: a name leads wherever somebody says.
      for host in ["name.example", "a.desk.name.example", "other.example"] {
        #expect(
          await reply(of: host).words
            == "No connection to \(host): its certificate is another host's.")
      }
    }
  }

  @Test func `a server that speaks no TLS is told as one`() async throws {
    let server = try LoopbackServer(.bytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"))
    await server.serving { server in
      let result = await world.adapter().perform(
        world.call(["url": .string("https://127.0.0.1:\(server.port)/")], timeout: 100))
      #expect(isOurs(result.error))
      #expect(result.retry == .notTaken(after: nil))
    }
  }

  @Test func `an answer that is no HTTP is told as such`() async throws {
    let result = try await world.result(of: .bytes("SSH-2.0-OpenSSH_9.2\r\n"))
    #expect(
      result.silence == "The connection to 127.0.0.1 broke before the answer was complete: "
        + "what it sent is no HTTP.")
  }

  @Test func `an answer that breaks off is told as such`() async throws {
    let result = try await world.result(of: .broken)
    #expect(
      result.silence == "The connection to 127.0.0.1 broke before the answer was complete: "
        + "it closed the connection.")
  }

  @Test func `a name that does not exist is told as such`() async {
    let result = await world.adapter().perform(world.call(["url": "http://nobody.invalid/"]))
    #expect(result.error?.hasPrefix("The host nobody.invalid was not found: ") == true)
    #expect(
      result.error?.hasSuffix("no address has that name.") == true
        || result.error?.hasSuffix("its name servers did not answer.") == true)
  }

  private func isOurs(_ error: String?) -> Bool {
    guard let error else { return false }
    return !["/", "SSL", "Error", "error:", "NIO", "BoringSSL"].contains { word in
      error.replacing("http://", with: "").contains(word)
    }
  }
}
