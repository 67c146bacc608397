import OrderedJSON
import Testing
import Workflows

/// What a trace is called that was given no name.
@Suite struct DefaultNameTests {
  private func name(_ calls: (tool: String, params: JSON)...) -> String {
    name(of: calls.map { ["event": "tool_call", "tool": .string($0.tool), "params": $0.params] })
  }

  private func name(of entries: JSON) -> String {
    DefaultName(of: Log(of: entries)).text
  }

  private func name(of entries: [JSON]) -> String { name(of: .array(entries)) }

  @Test func `is what its steps do, in their order`() {
    #expect(
      name(("send_gmail", ["to": ["ann@x.org", "bob@x.org", "cy@x.org"]]), ("append_row", [:]))
        == "send_gmail to 3 people, append_row")
    #expect(name(("note", [:])) == "note")
  }

  @Test func `counts each person once, however many calls there are`() {
    #expect(
      name(
        ("send_gmail", ["to": "Ann <ann@x.org>"]), ("send_gmail", ["to": "ANN@x.org; bob@x.org"]))
        == "send_gmail to 2 people")
    #expect(
      name(("mail", ["to": "\"ann@home; Ann\" <ann@x.org>, \"Bo, b\" <bob@x.org>"]))
        == "mail to 2 people")
    #expect(name(("mail", ["to": "ann@x.org"])) == "mail to ann@x.org")
    #expect(
      name(("mail", ["to": "ann@x.org"]), ("mail", ["to": "ann@x.org"]))
        == "mail to ann@x.org twice")
    #expect(name(("move", ["from": "2026-01-01", "to": "2026-02-01"])) == "move")
  }

  @Test func `says how often a tool was called`() {
    #expect(name(("note", [:]), ("mail", [:]), ("note", [:])) == "note twice, mail")
    #expect(name(("note", [:]), ("note", [:]), ("note", [:])) == "note 3 times")
  }

  @Test func `tells that there was nothing to do`() {
    #expect(name(of: JSON.array([])) == "Empty trace")
    #expect(name(of: [["event": "completion"]]) == "Trace without a tool call")
  }

  @Test(arguments: [" ", "\u{3164}", "\u{200B}", "\u{202E}"])
  func `shows something of a tool whose name does not`(tool: String) {
    #expect(name((tool, [:])) == "a tool without a name")
    #expect(name(("note", [:]), (tool, [:]), (tool, [:])) == "note, a tool without a name twice")
  }

  @Test func `is short, of whatever it is made`() {
    let tools = (1...10_000).map { number -> JSON in
      ["event": "tool_call", "tool": .string("tool_\(number)")]
    }
    let long = name(of: tools)
    #expect(long.hasPrefix("tool_1, tool_2, ") && long.hasSuffix(" more"))
    let hostile = String(repeating: "\u{202E}e\u{301}\n", count: 30_000)
    let people = (1...3000).map { "p\($0)@x.org" }.joined(separator: ",")
    let names = [
      long, name((hostile, ["to": .string(hostile + "@" + hostile)])),
      name(("mail", ["to": .string(people)])),
    ]
    for name in names {
      #expect(name.unicodeScalars.count <= Limits.defaultNameCharacters, "\(name)")
      #expect(!name.unicodeScalars.contains { $0.isDeceptive })
    }
    #expect(names.last == "mail to over 1000 people")
  }
}
