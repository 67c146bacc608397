import Engine
import OrderedJSON
import Testing

/// YAML as far as its values are those of JSON.
@Suite struct YAMLTests {
  @Test func `the order of members, and numbers as they are written, stay`() throws {
    let json = try JSON(
      yaml: """
        zoo: 1.50
        alpha: [-0, 1e3, 12345678901234567890123]
        200: ok
        """)
    #expect(
      json.serialized == #"{"zoo":1.50,"alpha":[-0,1e3,12345678901234567890123],"200":"ok"}"#)
  }

  @Test(arguments: [
    ("yes", #""yes""#), ("no", #""no""#), ("on", #""on""#), ("off", #""off""#),
    ("True", "true"), ("FALSE", "false"), ("~", "null"), ("NULL", "null"), ("", "null"),
    ("2026-01-31", #""2026-01-31""#), ("12:30:45", #""12:30:45""#), ("0x1F", #""0x1F""#),
    ("007", #""007""#), ("1_000", #""1_000""#), (".5", #"".5""#), ("+1", #""+1""#),
    ("1.", #""1.""#), (".inf", #"".inf""#), (".NaN", #"".NaN""#), ("3.1.0", #""3.1.0""#),
    ("12 34", #""12 34""#), ("'1'", #""1""#), (#""true""#, #""true""#),
    ("!!str 1", #""1""#), ("! 1", #""1""#), ("!!int '7'", "7"), ("!!float 1.5", "1.5"),
    ("!!bool true", "true"), ("!!null ~", "null"), ("!!seq [1]", "[1]"),
    ("!!map {a: 1}", #"{"a":1}"#),
    ("|\n  a\n  b\n", #""a\nb\n""#), (">-\n  a\n  b\n", #""a b""#), (#""\u00e9\n""#, #""é\n""#),
  ])
  func `what stands there becomes its value in JSON`(text: String, json: String) throws {
    #expect(try JSON(yaml: "a: \(text)").serialized == #"{"a":\#(json)}"#)
  }

  @Test func `aliases stand for what they name, as names too`() throws {
    let json = try JSON(
      yaml: """
        one: &list [&name x, 2]
        two: *list
        *name : 3
        """)
    #expect(json == ["one": ["x", 2], "two": ["x", 2], "x": 3])
  }

  @Test func `an anchor that is set again names the later value from there on`() throws {
    #expect(try JSON(yaml: "[&a 1, *a, &a 2, *a]") == [1, 1, 2, 2])
  }

  @Test func `members are taken over behind an object's own, the first that is named counts`()
    throws
  {
    let json = try JSON(
      yaml: """
        base: &base {a: 1, b: 2}
        more: &more {b: 3, c: 4}
        one: {<<: *base, b: 5}
        two: {<<: [*more, *base], d: 6}
        three: {'<<': 7}
        """)
    #expect(json["one"]?.serialized == #"{"b":5,"a":1}"#)
    #expect(json["two"]?.serialized == #"{"d":6,"b":3,"c":4,"a":1}"#)
    #expect(json["three"]?.serialized == #"{"<<":7}"#)
  }

  @Test(arguments: [
    ("a: 1\nb: [1, 2\nc: 3", 3, "did not find expected"),
    ("a: 1\n\tb: 2", 2, "found a tab character that violates indentation"),
    ("a: b: c", 1, "mapping values are not allowed"),
    ("a: 1\nb: 2\na: 3", 3, "the name a stands here for the second time"),
    ("a: 1\n---\nb: 2", 2, "another document begins here"),
    ("", 1, "the text is empty"),
    ("# nothing\n", 2, "the text is empty"),
    ("a: 1\n? [b]\n: 2", 2, "the name of a member must be a text"),
    ("a: 1\nb: *c", 2, "the alias *c names nothing that ends before it"),
    ("a: &a\n  b: *a", 2, "the alias *a names nothing that ends before it"),
    ("a: 1\nb: !!binary aGk=", 2, "the tag !!binary does not go with this value"),
    ("a: !!int x", 1, "the tag !!int does not go with this value"),
    ("a: !thing {}", 1, "the tag !thing does not go with this value"),
    ("a: !!set {b}", 1, "the tag !!set does not go with this value"),
    ("a: 1\n<<: 2", 2, "<< must be followed by an object"),
    ("a: 1\nb: \"\u{1}\"", 2, "control characters are not allowed"),
    ("é: 1\nb: x\u{7}", 2, "control characters are not allowed"),
  ])
  func `what is wrong is told with its line`(text: String, line: Int, message: String) {
    let fault = yamlFault(text)
    #expect(fault?.line == line)
    #expect(fault?.message.contains(message) == true, "\(fault?.description ?? "none")")
  }

  @Test func `a fault tells its column in characters`() {
    #expect(
      yamlFault("é: 1\néé: [*x]")?.description
        == "line 2, column 6: the alias *x names nothing that ends before it")
  }
}

func yamlFault(_ text: String) -> YAMLFault? {
  do throws(YAMLFault) {
    _ = try JSON(yaml: text)
    return nil
  } catch {
    return error
  }
}
