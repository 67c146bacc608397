import Engine
import Testing

/// Server-sent events, however they come in.
struct EventStreamTests {
  private static let text =
    ": a comment\nevent: message\ndata: {\"a\":\ndata: 1}\nid: 7\nretry: 10\n\ndata:x\n\n\n"
    + "id: 8\n\nevent: other\ndata\n\ndata: cut"

  private static let events = [
    event("message", "{\"a\":\n1}"), event("message", "x"), event("other", ""),
  ]

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `lines end with LF, CR LF or CR, and pieces are cut anywhere`(_ end: String) throws {
    let bytes = Array(EventStreamTests.text.replacing("\n", with: end).utf8)
    for size in 1...bytes.count {
      var stream = EventStream(most: 100)
      var events: [EventStream.Event] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        events += try stream.read(bytes[start..<min(start + size, bytes.count)])
      }
      #expect(events.map(\.described) == EventStreamTests.events, "pieces of \(size)")
    }
  }

  @Test func `a byte order mark before the first line is none of it`() throws {
    var stream = EventStream(most: 100)
    let events = try stream.read([0xEF, 0xBB, 0xBF] + Array("data: x\n\n".utf8))
    #expect(events.map(\.data) == ["x"])
  }

  @Test func `of the spaces behind a colon the first is left out`() throws {
    var stream = EventStream(most: 100)
    #expect(try stream.read(Array("data:  x \n\n".utf8)).map(\.data) == [" x "])
  }

  @Test func `what is no UTF-8 is no reason to stop`() throws {
    var stream = EventStream(most: 100)
    #expect(
      try stream.read(Array("data: ".utf8) + [0xFF, 0x0A, 0x0A]).map(\.data) == ["\u{FFFD}"])
  }

  @Test func `an event's data has a bound, and so has a line`() throws {
    var fitting = EventStream(most: 20)
    #expect(try fitting.read(Array("data: 12345\ndata: 6789\n\n".utf8)).count == 1)
    var many = EventStream(most: 20)
    #expect(throws: EventStream.TooLong.self) {
      try many.read(Array(String(repeating: "data: 12345\n", count: 5).utf8))
    }
    var long = EventStream(most: 20)
    #expect(throws: EventStream.TooLong.self) {
      try long.read(Array(repeating: UInt8(ascii: "x"), count: 21))
    }
  }

  private static func event(_ type: String, _ data: String) -> String { "\(type): \(data)" }
}

extension EventStream.Event {
  fileprivate var described: String { "\(type): \(data)" }
}
