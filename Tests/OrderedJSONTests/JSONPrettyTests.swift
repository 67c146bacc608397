import OrderedJSON
import Testing

/// Values as people read them.
@Suite struct JSONPrettyTests {
  @Test func `stands over several lines, and is read back the same`() throws {
    let value: JSON = [
      "to": ["ann", "bob"], "empty": [], "none": [:], "text": "a \"b\"\n\tc\\",
      "n": .number("1.50"),
    ]
    let text = """
      {
        "to": [
          "ann",
          "bob"
        ],
        "empty": [],
        "none": {},
        "text": "a \\"b\\"\\n\\tc\\\\",
        "n": 1.50
      }
      """
    #expect(value.pretty(most: 10_000).text == text)
    #expect(!value.pretty(most: text.utf8.count).isCut)
    #expect(try JSON(parsing: value.pretty) == value)
  }

  @Test func `values at some places are pieces of their own, whatever is in them`() throws {
    let value: JSON = ["to": ["ann", "bob"], "n": 1, "note": ["text": "a"]]
    let places = try ["/to/1", "/n", "/note", "/gone"].map { try JSONPointer(parsing: $0) }
    let (pieces, isCut) = value.pretty(most: 10_000, marking: Set(places))
    #expect(pieces.map(\.text).joined() == value.pretty && !isCut)
    let marked = pieces.filter { $0.place != nil }
    #expect(marked.map { $0.place?.description } == ["/to/1", "/n", "/note"])
    #expect(marked.map(\.text) == ["\"bob\"", "1", "{\n    \"text\": \"a\"\n  }"])
  }

  @Test func `of lists within lists no more is written than is asked for`() {
    // Indented, each of these digits has 120 bytes.
    let digits = JSON.array(Array(repeating: 0, count: 200_000))
    let value = (1...58).reduce(digits) { inner, _ in [inner] }
    let (text, isCut) = value.pretty(most: 50_000)
    #expect(isCut && text.utf8.count <= 50_000 && text.utf8.count > 49_000)
    // Where it would be too long, it stands on one line.
    #expect(value.pretty.utf8.count == value.bytes.count)
  }

  @Test(arguments: 0...22) func `no cut goes through a character`(most: Int) {
    let (text, isCut) = JSON.array(["aé😀b", "c"]).pretty(most: most)
    #expect(isCut && text.utf8.count <= most && !text.contains("\u{FFFD}"))
    #expect("[\n  \"aé😀b\",\n  \"c\"\n]".unicodeScalars.starts(with: text.unicodeScalars))
  }

  @Test func `what would turn the text around it is told as an escape`() throws {
    let value: JSON = ["\u{202E}key": "a\u{2066}b\u{85}c\u{2028}d\u{7F}e\u{1}"]
    let text = value.pretty
    #expect(text.contains(#"\u202ekey": "a\u2066b\u0085c\u2028d\u007fe\u0001"#))
    #expect(try JSON(parsing: text) == value)
  }
}
