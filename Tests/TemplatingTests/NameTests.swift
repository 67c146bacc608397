import Templating
import Testing

@Suite struct NameTests {
  private let alice = Person(name: "Alice", manager: Person.Manager(name: "Ada"))

  @Test func `a row can name the fields of its page`() throws {
    let page = TracePage(
      title: "T", rows: [TracePage.Row(name: "a", tools: ["x", "y"]), TracePage.Row(name: "b")])
    let template =
      "{{#rows}}{{name}}{{title}}{{#tools}}({{.}}{{name}}{{title}}){{/tools}} {{/rows}}"
    #expect(try render(page, template) == "aT(xaT)(yaT) bT ")
  }

  @Test func `the innermost field of a name is meant`() throws {
    let page = TracePage(owner: alice, rows: [TracePage.Row(name: "row")])
    let template = "{{#owner}}{{name}} {{#rows}}{{name}}{{/rows}} {{name}}{{/owner}}"
    #expect(try render(page, template) == "Alice row Alice")
  }

  @Test func `a dotted name reads through models`() throws {
    let template =
      "{{owner.name}} {{owner.manager.name}}{{#owner.manager}} {{name}}{{/owner.manager}}"
    #expect(try render(TracePage(owner: alice), template) == "Alice Ada Ada")
  }

  @Test(arguments: [nil, Person(name: "Bob")])
  func `a dotted name over an absent model shows nothing`(owner: Person?) throws {
    let template = "({{owner.manager.name}}){{^owner.manager.name}} none{{/owner.manager.name}}"
    #expect(try render(TracePage(owner: owner), template) == "() none")
  }

  @Test func `an absent field hides the one further out`() throws {
    let page = TracePage(notice: nil, owner: Person(name: "Bob", manager: nil))
    #expect(try render(page, "{{#owner}}({{manager.name}}{{notice}}){{/owner}}") == "()")
  }

  @Test(
    arguments: [
      (TracePage(), "-----"),
      (
        TracePage(
          notice: "n", isPaused: true, total: 1, rows: [TracePage.Row(name: "")],
          script: HTML(trusted: "s")), "+++++"
      ),
      (TracePage(notice: "", total: -1), "--+--"),
    ])
  func `a section renders where there is something`(page: TracePage, expected: String) throws {
    let names = ["notice", "isPaused", "total", "rows", "script"]
    let template = names.map { "{{#\($0)}}+{{/\($0)}}{{^\($0)}}-{{/\($0)}}" }.joined()
    #expect(try render(page, template) == expected)
  }

  @Test func `a section over one value brings it as the item`() throws {
    let page = TracePage(title: "<", notice: "n", total: 7, script: HTML(trusted: "<hr>"))
    let template =
      "{{#title}}{{.}}{{#notice}}{{.}}{{/notice}}{{.}}{{/title}}"
      + "{{#total}}{{.}}{{/total}}{{#script}}{{.}}{{/script}}"
    #expect(try render(page, template) == "&lt;n&lt;7<hr>")
  }

  @Test func `numbers show plain digits`() throws {
    #expect(try render(TracePage(total: .min), "{{total}}") == "-9223372036854775808")
  }
}
