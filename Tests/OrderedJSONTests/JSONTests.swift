import OrderedJSON
import TestSupport
import Testing

@Suite struct JSONTests {
  @Test func `keeps the order of members, repeated ones, and numbers to the digit`() throws {
    let text = #"{"z":1.10,"a":1e400,"z":-0.0,"m":12345678901234567890,"é":["\u0000","😀"]}"#
    #expect(try JSON(parsing: text).serialized == text)
  }

  @Test func `reads escapes and pairs of surrogates`() throws {
    #expect(try JSON(parsing: #""\u00e9\ud83d\ude00\/\n""#) == .string("é😀/\n"))
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\":1,}", "01", "1.", "+1", "nul", "\"a", "\"\\x\"", "\"\\ud800\"",
    "\"\u{1}\"", "[1] 2", "'a'", "{a:1}", "NaN",
  ])
  func `refuses what is no JSON`(text: String) {
    #expect(throws: JSONFault.self) { try JSON(parsing: text) }
  }

  @Test func `says at which line and column the text goes wrong`() {
    let fault = #expect(throws: JSONFault.self) { try JSON(parsing: "{\n  \"a\": tru\n}") }
    #expect(fault?.line == 2)
    #expect(fault?.column == 11)
  }

  @Test func `reads 64 levels and refuses 65`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSON(parsing: nested(64))
    #expect(throws: JSONFault.self) { try JSON(parsing: nested(65)) }
  }

  @Test func `refuses bytes that are not UTF-8`() {
    #expect(throws: JSONFault.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
  }

  @Test func `a text or number lies in the value itself, with nothing around it`() {
    let text = MemoryLayout<String>.size
    #expect((text...text + 1).contains(MemoryLayout<JSON>.size))
  }

  @Test func `never traps on random bytes`() {
    var dice = Dice(seed: 7)
    let alphabet = Array(#"{}[]",:\u0123eE+-.truefalsn "#.utf8) + [0xC3, 0xFF, 0x00]
    for _ in 0..<20_000 {
      let bytes = (0..<dice.number(0...24)).map { _ in dice.pick(alphabet) }
      if let json = try? JSON(parsing: bytes) {
        #expect((try? JSON(parsing: json.bytes)) == json)
      }
    }
  }
}
