import OrderedJSON
import TestSupport
import Testing

/// What numbers and other values mean, however they are written.
@Suite struct JSONNumberTests {
  @Test(arguments: [
    ["1", "1.0", "10e-1", "1E0", "0.1e1", "0.0001e+0004", "1000e-00003"],
    ["0", "-0", "0.000", "0e5", "-0.0e-7", "0e99999999999999999999"],
    ["-120", "-1.2e2", "-12.0E+1"],
    ["9007199254740993", "9007199254740993.000", "9.007199254740993e15"],
    ["1e400", "10e399"],
  ])
  func `is equal to itself in other words`(texts: [String]) throws {
    let numbers = texts.compactMap(JSONNumber.init)
    #expect(numbers.count == texts.count && Set(numbers).count == 1)
  }

  @Test func `is told from what a Double would take it for`() throws {
    #expect(JSONNumber("9007199254740993") != JSONNumber("9007199254740992"))
    #expect(JSONNumber("0.1") != JSONNumber("0.1000000000000000055511151231257827"))
    #expect(JSONNumber("1e400") != JSONNumber("1e401"))
  }

  @Test func `stands in its order`() throws {
    let texts = [
      "-1e999999999999999999", "-12", "-2", "-1.5", "-0.1", "0", "1e-999999999999999999", "0.099",
      "0.1", "1", "1.05", "1.5", "2", "12", "100", "1e999999999999999999",
    ]
    let numbers = texts.compactMap(JSONNumber.init)
    #expect(numbers.count == texts.count)
    for (index, number) in numbers.enumerated() {
      for (other, larger) in numbers.enumerated() {
        #expect((number < larger) == (index < other), "\(texts[index]) and \(texts[other])")
      }
    }
  }

  @Test func `is whole by its value, and an integer where it fits`() throws {
    for text in ["0", "-0.0", "1.0", "-12", "1e2", "1.50e1", "1e400", "9223372036854775807"] {
      #expect(JSONNumber(text)?.isWhole == true, "\(text)")
    }
    for text in ["0.5", "1e-1", "-1.05e1", "1e-999999999999999999"] {
      #expect(JSONNumber(text)?.isWhole == false, "\(text)")
    }
    let integers = ["-1.20e1", "0.0", "9223372036854775807", "-9223372036854775808"]
      .map { JSONNumber($0)?.integer }
    #expect(integers == [-12, 0, .max, .min])
    for text in ["9223372036854775808", "1e19", "1e400", "1e999999999999999999", "0.5"] {
      #expect(JSONNumber(text)?.integer == nil, "\(text)")
    }
  }

  @Test(arguments: [
    "", "-", "01", "00", "+1", ".5", "1.", "1e", "1e+", "e1", "1 ", " 1", "1x", "0x1", "１", "--1",
    "1e5.0", "1e1000000000000000000", "-1e-1000000000000000000", "NaN",
  ])
  func `is none where it is no number, or its exponent has too many digits`(text: String) {
    #expect(JSONNumber(text) == nil)
  }

  @Test func `takes a million digits`() throws {
    let digits = String(repeating: "9", count: 1_000_000)
    let number = try #require(JSONNumber(digits + ".0"))
    #expect(number == JSONNumber(digits) && number.isWhole && number.integer == nil)
    #expect(try number < #require(JSONNumber(digits + ".1")))
    #expect(JSONNumber("1e" + String(repeating: "0", count: 1_000_000) + "1") == JSONNumber("10"))
    #expect(JSONNumber("1e" + digits) == nil)
  }

  @Test func `never traps on what dice write`() {
    var dice = Dice(seed: 11)
    for _ in 0..<20_000 {
      let text = String(
        decoding: (0..<dice.number(0...8)).map { _ in dice.pick(Array("0019.eE+-".utf8)) },
        as: UTF8.self)
      let isNumber = (try? JSON(parsing: text)).map { if case .number = $0 { true } else { false } }
      #expect((JSONNumber(text) != nil) == (isNumber == true), "\(text)")
    }
  }

  @Test func `values mean the same in any order of members, the last of repeated ones counting`() {
    let one = JSON.object([.init("a", 3), .init("b", [1, "x"]), .init("a", .number("1.0"))])
    #expect(one.means(["a": 1, "b": [.number("10e-1"), "x"]]))
    #expect(!one.means(["a": 1, "b": ["x", 1]]))
    #expect(!one.means(["a": 1, "b": [1, "x"], "c": nil]))
    #expect(!(1 as JSON).means("1") && !(1 as JSON).means(true) && !(0 as JSON).means(nil))
    #expect(!("e\u{301}" as JSON).means("\u{E9}"))
    let endless = JSON.number("1e99999999999999999999")
    #expect(endless.means(endless) && !endless.means(.number("1e99999999999999999998")))
  }
}
