import Automations
import Engine
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

/// Forms with secrets in them, in whichever charset they are sent.
@Suite(.timeLimit(.minutes(20))) struct FormSecretsTests {
  private let world = HTTPWorld()

  @Test(
    arguments: [
      ("utf-8", "passé-12345", "pass%C3%A9-12345"),
      ("iso-8859-1", "passé-12345", "pass%E9-12345"),
      ("iso-8859-2", "heslo-š-123", "heslo-%B9-123"),
      ("windows-1251", "пароль", "%EF%E0%F0%EE%EB%FC"),
      ("shift_jis", "ひみつ-12345", "%82%D0%82%DD%82%C2-12345"),
      ("iso-2022-jp", "ひみつ-12345", "%1B%24B%24R%24_%24D%1B%28B-12345"),
      // Too short to be sought within other texts.
      ("iso-8859-1", "é7", "%E97"),
    ])
  func `a secret is sent in the form's charset, and the record has its mark`(
    _ charset: String, _ secret: String, _ written: String
  ) async throws {
    let params = form(["a b": "c", "pin": .string(secret), "d": ["&", 1]], charset)
    let server = try LoopbackServer(.bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    try await server.serving { server in
      let call = call(params("http://127.0.0.1:\(server.port)"), secret)
      let prepared = await world.adapter().prepared(call)
      let result = await prepared.perform()
      #expect(result.status == 200, "\(result)")
      let wire = try #require(server.requests.first)
      #expect(wire.hasSuffix("\r\n\r\na+b=c&pin=\(written)&d=%26&d=1"))
      #expect(prepared.request["body"] == "a+b=c&pin=[secret the pin]&d=%26&d=1")
    }
  }

  @Test func `what stands around a secret is shown as it is sent`() {
    let params = form(["t": "й=пароль!", "пароль": ""], "windows-1251")
    let sent = world.adapter().request(for: call(params("http://desk.example"), "пароль"))
    #expect(sent["body"] == "t=%E9%3D[secret the pin]%21&[secret the pin]=")
  }

  @Test func `a mark that the charset cannot write is shown all the same`() {
    let params = form(["t": "open sesame", "u": "ü"], "iso-8859-1")("http://desk.example")
    let sent = world.adapter().request(
      for: world.call(params, secrets: [SecretText(name: "ключ", text: "open sesame")]))
    #expect(sent["body"] == "t=[secret ключ]&u=%FC")
  }

  @Test func `the form of a binding's request hides them too`() throws {
    let request = try ConnectionRequest(
      [
        "method": "POST", "path": "/a", "form": ["pin": "passé-12345"],
        "headers": ["Content-Type": "application/x-www-form-urlencoded; charset=iso-8859-1"],
      ], below: "https://desk.example", key: "key",
      hiding: [SecretText(name: "pin", text: "passé-12345")])
    #expect(request.outgoing.body == Array("pin=pass%E9-12345".utf8))
    let credentials = Credentials.none(at: TokenPlace(connection: "desk", owner: "alice"))
    #expect(request.record(as: credentials)["body"] == "pin=[secret pin]")
  }

  private func form(_ body: JSON, _ charset: String) -> (String) -> JSON {
    { address in
      [
        "url": .string(address), "method": "POST", "body": body,
        "headers": [
          "Content-Type": .string("application/x-www-form-urlencoded; charset=\(charset)")
        ],
      ]
    }
  }

  private func call(_ params: JSON, _ secret: String) -> ToolCall {
    world.call(params, secrets: [SecretText(name: "the pin", text: secret)])
  }
}
