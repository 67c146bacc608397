import Automations
import Engine
import Foundation
import OrderedJSON
import Testing

/// What is made of an answer's body.
@Suite(.timeLimit(.minutes(20))) struct HTTPContentTests {
  private let world = HTTPWorld()

  @Test(
    arguments: [
      (.gzip, "gzip"), (.gzip, "x-gzip"), (.zlib, "deflate"), (.bare, "deflate"),
      (.gzip, "GZIP"), (.gzip, "identity, gzip"),
    ] as [(Packing, String)])
  func `a packed answer is unpacked, whoever asked for it`(
    _ packing: Packing, _ name: String
  ) async throws {
    let body = try await world.body(
      of: packed(Array(#"{"a":1.50}"#.utf8), packing), "Content-Type: application/json",
      "Content-Encoding: \(name)")
    #expect(body == ["a": .number("1.50")])
  }

  @Test func `an answer is unpacked too where the step asked for one that is not packed`()
    async throws
  {
    let server = try LoopbackServer(
      .body(packed(Array("text".utf8)), headers: ["Content-Encoding: gzip"]))
    try await server.serving { server in
      let result = await world.adapter().perform(
        world.call([
          "url": .string("http://127.0.0.1:\(server.port)/"),
          "headers": ["Accept-Encoding": "identity"],
        ]))
      let request = try #require(server.requests.first)
      #expect(request.contains("\r\nAccept-Encoding: identity\r\n"))
      #expect(!request.contains("gzip"))
      #expect(result.result?["body"] == "text")
    }
  }

  @Test func `an answer packed twice, or in parts, is unpacked whole`() async throws {
    let twice = packed(packed(Array("twice".utf8)), .zlib)
    #expect(
      try await world.body(of: twice, "Content-Encoding: gzip", "Content-Encoding: deflate")
        == "twice")
    let parts = packed(Array("one, ".utf8)) + packed(Array("two".utf8))
    #expect(try await world.body(of: parts, "Content-Encoding: gzip") == "one, two")
  }

  @Test func `of a long packed answer the first MiB is kept`() async throws {
    var text = ""
    for number in 0..<300_000 { text += "line \(number &* 2_654_435_761)\n" }
    let result = try await world.result(
      of: .body(
        packed(Array(text.utf8)),
        headers: ["Content-Type: text/plain", "Content-Encoding: gzip"]))
    #expect(result.result?["body"]?.text == String(text.prefix(1 << 20)))
    #expect(result.result?["truncated"] == true)
  }

  @Test func `of one packed in parts too, wherever a part ends`() async throws {
    var number: UInt32 = 1
    let part = (0..<60_000).map { _ in
      number = number &* 1_664_525 &+ 1_013_904_223
      return UInt8(ascii: "a") + UInt8(number >> 28)
    }
    let result = try await world.result(
      of: .body(
        Array(repeatElement(packed(part), count: 20).joined()),
        headers: ["Content-Type: text/plain", "Content-Encoding: gzip"]))
    #expect(result.result?["body"]?.text?.utf8.count == 1 << 20, "\(result.error ?? "")")
    #expect(result.result?["truncated"] == true)
  }

  @Test func `a bomb ends as an error`() async throws {
    let bomb = packed([UInt8](repeating: 0, count: 40 << 20))
    for bytes in [bomb, packed(bomb)] {
      let headers = bytes == bomb ? ["gzip"] : ["gzip", "gzip"]
      let result = try await world.result(
        of: .body(bytes, headers: headers.map { "Content-Encoding: \($0)" }))
      #expect(
        result.error == "The server answered 200 OK, and its body cannot be read: it unpacks to "
          + "over 1 MiB, more than 100 times what was sent.")
      #expect(result.retry == .never)
      #expect(result.response?["status"] == 200)
    }
  }

  @Test func `a damaged packing is an error that says so`() async throws {
    let whole = packed(Array("some text that is long enough to be cut".utf8))
    for bytes in [Array(whole.dropLast(12)), Array("no gzip at all".utf8)] {
      let result = try await world.result(of: .body(bytes, headers: ["Content-Encoding: gzip"]))
      #expect(result.error?.contains("it is packed, and what it is packed in is damaged") == true)
      #expect(result.retry == .ifRepeatable(after: nil))
    }
  }

  @Test(
    arguments: [
      ("text/plain; charset=ISO-8859-15", [0xA4, 0x31], "€1"),
      ("text/plain; charset=\"iso-8859-1\"", [0xE4, 0x80], "ä€"),
      ("text/plain; charset=utf-8", [0xEF, 0xBB, 0xBF, 0xC3, 0xA4], "ä"),
      ("text/html; charset=utf-8", [0xC3, 0xA4], "ä"), ("text/csv", [0xC3, 0xA4], "ä"),
      ("text/plain", [0xE4, 0x93, 0x20, 0x81], "ä“ \u{81}"),
      ("text/plain; charset=nonsense", [0xE4], "ä"),
      ("text/plain", [0xFF, 0xFE, 0xE4, 0], "ä"),
      ("text/plain; charset=utf-16be", [0, 0xE4], "ä"),
      ("text/plain; charset=Shift_JIS", [0x83, 0x5A], "セ"),
      ("text/plain; charset=koi8-r", [0xC4, 0xC1], "да"),
      ("text/plain; charset=windows-1258", Array("Xin chao".utf8), "Xin chao"),
      ("text/plain; charset=windows-1258", [0x61, 0xD2], "\u{1EA3}"),
      ("text/plain; charset=tcvn", Array("abc".utf8), "abc"),
      ("application/xml; charset=windows-1251", [0xC4], "Д"),
      ("image/svg+xml", [0x3C, 0xE4, 0x3E], "<ä>"),
    ] as [(String, [UInt8], String)])
  func `text is read by its charset, by its mark, as UTF-8, or as the West has it`(
    _ type: String, _ bytes: [UInt8], _ text: String
  ) async throws {
    #expect(try await world.body(of: bytes, "Content-Type: \(type)") == .string(text))
  }

  @Test(
    arguments: [
      ("application/json; charset=iso-8859-1", [0x7B, 0x22, 0xE4, 0x22, 0x3A, 0x31, 0x7D]),
      ("application/json", [0xEF, 0xBB, 0xBF] + Array(#"{"ä":1}"#.utf8)),
      ("application/problem+json", Array(#"{"ä":1}"#.utf8)),
      (
        "application/vnd.api+json; charset=utf-16le",
        Array(#"{"ä":1}"#.utf16).flatMap { [UInt8($0), 0] }
      ),
      ("text/json", Array(#" {"ä":1} "#.utf8)),
    ] as [(String, [UInt8])])
  func `JSON is JSON under any such name and in any charset`(
    _ type: String, _ bytes: [UInt8]
  ) async throws {
    #expect(try await world.body(of: bytes, "Content-Type: \(type)") == ["ä": 1])
  }

  @Test func `what is said to be JSON and is none stays text`() async throws {
    #expect(
      try await world.body(of: Array("{\"a\"".utf8), "Content-Type: application/json") == "{\"a\"")
    #expect(try await world.body(of: Array("[1]".utf8), "Content-Type: text/plain") == "[1]")
  }

  @Test(
    arguments: [
      ("image/png", Array("a\0b".utf8)), ("image/png", Array("plain".utf8)),
      ("application/octet-stream", [0xE4, 0xFF]), ("application/pdf", Array("%PDF".utf8)),
      ("text/plain", Array("a\0b".utf8)),
      ("application/octet-stream; charset=binary", [0xE4, 0xFF]),
      ("application/octet-stream; charset=utf-8", [0xE4, 0xFF]),
      ("application/octet-stream; charset=iso-8859-1", [0x89, 0x50, 0x01, 0xFF]),
      ("application/x-own; charset=nonsense", [0xE4]),
    ] as [(String, [UInt8])])
  func `what is no text is kept byte for byte`(_ type: String, _ bytes: [UInt8]) async throws {
    let body = try await world.body(of: bytes, "Content-Type: \(type)")
    let name = String(type.prefix { $0 != ";" })
    #expect(
      body == [
        "base64": .string(Data(bytes).base64EncodedString()), "media_type": .string(name),
      ])
  }

  @Test func `of a long answer that is no text the first MiB is kept byte for byte`() async throws {
    let first = (0..<1 << 20).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let result = try await world.result(
      of: .body(first + [0x2A], headers: ["Content-Type: image/png"]))
    let body = try #require(result.result?["body"])
    #expect(body.members?.map(\.key) == ["base64", "media_type"])
    let isWhole = body["base64"]?.text == Data(first).base64EncodedString()
    #expect(isWhole)
    #expect(body["media_type"] == "image/png")
    #expect(result.result?["truncated"] == true)
    let exact = try await world.result(of: .body(first, headers: ["Content-Type: image/png"]))
    #expect(exact.result?.members?.map(\.key) == ["status", "headers", "body"])
  }

  @Test(
    arguments: [
      ("application/octet-stream; charset=iso-8859-1", [0xE4, 0x0A], "ä\n"),
      ("application/octet-stream; charset=utf-8", [0xC3, 0xA4], "ä"),
      ("application/octet-stream; charset=binary", [0xC3, 0xA4], "ä"),
    ] as [(String, [UInt8], String)])
  func `a type of any bytes is text where its charset reads it, or UTF-8`(
    _ type: String, _ bytes: [UInt8], _ text: String
  ) async throws {
    #expect(try await world.body(of: bytes, "Content-Type: \(type)") == .string(text))
  }

  @Test(arguments: [
    "utf-8", "UTF8", "none", "", " , ", "identity", "8bit", "binary", "utf-8, identity", "text",
    "application/json", "x-unknown",
  ])
  func `an encoding that is none leaves the body as it is`(_ name: String) async throws {
    let field = "Content-Encoding: \(name)"
    let json = Array(#"{"ä":1}"#.utf8)
    #expect(try await world.body(of: json, field, "Content-Type: application/json") == ["ä": 1])
    #expect(try await world.body(of: json, field, "Content-Type: text/plain") == #"{"ä":1}"#)
  }

  @Test func `beside a packing an encoding that is none counts for nothing`() async throws {
    for name in ["gzip, utf-8", "none, gzip", "gzip,"] {
      #expect(
        try await world.body(of: packed(Array("x".utf8)), "Content-Encoding: \(name)") == "x")
    }
    #expect(
      try await world.body(
        of: [0xE4], "Content-Encoding: iso-8859-1", "Content-Type: text/plain; charset=latin1")
        == "ä")
  }

  @Test(
    arguments: [
      ("br", Array("text".utf8)), ("zstd", Array("text".utf8)), ("x-unknown", [0xE4]),
      ("x-unknown", [0x61, 0x01]), ("utf-8, br", Array("text".utf8)),
      ("gzip, gzip, gzip, gzip", Array("text".utf8)),
    ] as [(String, [UInt8])])
  func `what is packed in a way that is not undone is kept byte for byte`(
    _ name: String, _ bytes: [UInt8]
  ) async throws {
    #expect(
      try await world.body(of: bytes, "Content-Encoding: \(name)", "Content-Type: text/plain")
        == ["base64": .string(Data(bytes).base64EncodedString()), "media_type": "text/plain"])
  }

  @Test func `what nobody names is text where it is UTF-8, and else bytes`() async throws {
    #expect(try await world.body(of: Array("ä".utf8)) == "ä")
    #expect(try await world.body(of: Array(#"{"a":1}"#.utf8)) == ["a": 1])
    #expect(try await world.body(of: [0xE4]) == ["base64": "5A==", "media_type": nil])
    #expect(
      try await world.body(of: [0x1F, 0x8B], "Content-Encoding: br", "Content-Type: text/plain")
        == ["base64": "H4s=", "media_type": "text/plain"])
    #expect(try await world.body(of: []) == .null)
    #expect(try await world.body(of: [], "Content-Encoding: gzip") == .null)
  }

  @Test func `several fields of one name are a list`() async throws {
    let result = try await world.result(
      of: .body([], headers: ["Set-Cookie: a=1, x; Path=/", "X-One: 1", "set-cookie: b=2"]))
    #expect(result.result?["headers"]?["set-cookie"] == ["a=1, x; Path=/", "b=2"])
    #expect(result.result?["headers"]?["x-one"] == "1")
  }
}
