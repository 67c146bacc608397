import OrderedJSON
import Testing

/// Ways into a value.
@Suite struct JSONPointerTests {
  /// The document of RFC 6901, 5.
  private static let document = try? JSON(
    parsing: #"""
      {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6,
       " ": 7, "m~n": 8}
      """#)

  @Test(arguments: [
    ("/foo", #"["bar","baz"]"#), ("/foo/0", #""bar""#), ("/", "0"), ("/a~1b", "1"),
    ("/c%d", "2"), ("/e^f", "3"), ("/g|h", "4"), (#"/i\j"#, "5"), (#"/k"l"#, "6"), ("/ ", "7"),
    ("/m~0n", "8"),
  ])
  func `the examples of the standard lead where it says`(text: String, value: String) throws {
    let pointer = try JSONPointer(parsing: text)
    let document = try #require(Self.document)
    #expect(pointer.value(in: document)?.serialized == value)
    #expect(document.values(at: [pointer]).first??.serialized == value)
    #expect(pointer.description == text && "/" + pointer.relative == text)
  }

  @Test func `an empty text is the whole value`() throws {
    let whole = try JSONPointer(parsing: "")
    #expect(whole == JSONPointer() && whole.description == "" && whole.value(in: [1]) == [1])
  }

  @Test func `escapes are read once, and written again`() throws {
    #expect(try JSONPointer(parsing: "/~01/~10").tokens == ["~1", "/0"])
    #expect(JSONPointer(["~1", "/0", "é"]).description == "/~01/~10/é")
    #expect(try JSONPointer(relative: "params/a~1b/").tokens == ["params", "a/b", ""])
    #expect(JSONPointer(["params"]).appending("a/b").appending(7).relative == "params/a~1b/7")
  }

  @Test func `what is no pointer is told with what would be right`() {
    for text in ["a", "a/b", "#/a", " /a", "\u{301}/a"] {
      #expect(throws: JSONPointerFault.noSlash) { try JSONPointer(parsing: text) }
    }
    for text in ["/~", "/a~", "/~2", "/~~0", "/a/~/b"] {
      #expect(throws: JSONPointerFault.strayTilde) { try JSONPointer(parsing: text) }
    }
    #expect(JSONPointerFault.noSlash.description == "must begin with \"/\", as in /name/0")
  }

  @Test(arguments: [
    "/foo/2", "/foo/-", "/foo/-1", "/foo/+1", "/foo/01", "/foo/00", "/foo/1.0", "/foo/", "/foo/１",
    "/foo/99999999999999999999999999", "/foo/9223372036854775807", "/foo/0/0", "/bar", "/Foo",
    "/m~0n/x",
  ])
  func `what is not there is found nowhere`(text: String) throws {
    let document = try #require(Self.document)
    let pointer = try JSONPointer(parsing: text)
    #expect(pointer.value(in: document) == nil)
    #expect(document.values(at: [pointer]) == [nil])
  }

  @Test func `of repeated members the last counts, and names are told apart by their bytes`() {
    let value = JSON.object([
      .init("a", 1), .init("a", ["b": 2]), .init("e\u{301}", 3), .init("\u{E9}", 4),
    ])
    let pointers = ["a/b", "e\u{301}", "\u{E9}"].compactMap { try? JSONPointer(relative: $0) }
    #expect(pointers.map { $0.value(in: value) } == [2, 3, 4])
    #expect(value.values(at: pointers) == [2, 3, 4])
  }

  @Test func `tells how far it leads`() throws {
    let value: JSON = ["a": ["list": [1, 2]]]
    let (known, there) = try JSONPointer(relative: "a/list/2/x").known(in: value)
    #expect(known.relative == "a/list" && there == [1, 2])
  }

  @Test func `a member that is null is found`() {
    #expect(JSONPointer(["null"]).value(in: ["null": nil]) == .some(.null))
  }

  @Test func `many pointers into a long object take one walk`() {
    let count = 20_000
    let value = JSON.object((0..<count).map { .init("member \($0)", .number("\($0)")) })
    let found = value.values(at: (0..<count).reversed().map { JSONPointer(["member \($0)"]) })
    #expect(found.first == .number("\(count - 1)") && found.last == 0)
    #expect(!found.contains(nil))
  }

  @Test func `a way of many thousand tokens ends where the value does`() {
    let pointer = JSONPointer(Array(repeating: "0", count: 500_000))
    #expect(pointer.value(in: [[[1]]]) == nil)
    #expect(([[[1]]] as JSON).values(at: [pointer, JSONPointer(["0", "0", "0"])]) == [nil, 1])
  }
}
