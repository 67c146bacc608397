import Templating
import Testing

@Suite struct LayoutTests {
  private let layout = """
    <html>
      <title>{{$title}}Reprise{{/title}}</title>
      <main>
        {{$content}}
          <p>Nothing.</p>
        {{/content}}
      </main>
    </html>

    """

  @Test func `a page fills the blocks of its layout`() throws {
    let template = """
      {{< layout}}
        {{$title}}{{title}} – Reprise{{/title}}
        {{$content}}
          {{#rows}}
          <li>{{name}}
            {{> item}}
          </li>
          {{/rows}}
        {{/content}}
      {{/ layout}}

      """
    let page = TracePage(
      title: "All",
      rows: [TracePage.Row(name: "a\nb", tools: ["http"]), TracePage.Row(name: "c")])
    let item = "{{#tools}}\n<b>\n  {{.}}</b>\n{{/tools}}\n{{^tools}}\n<i>none</i>\n{{/tools}}\n"
    let expected = """
      <html>
        <title>All – Reprise</title>
        <main>
            <li>a
      b
              <b>
                http</b>
            </li>
            <li>c
              <i>none</i>
            </li>
        </main>
      </html>

      """
    #expect(try render(page, template, ["layout": layout, "item": item]) == expected)
  }

  @Test func `a block that is not filled shows its default`() throws {
    let expected = """
      <html>
        <title>Reprise</title>
        <main>
            <p>Nothing.</p>
        </main>
      </html>

      """
    #expect(try render(TracePage(), "{{<layout}}{{/layout}}", ["layout": layout]) == expected)
  }

  @Test func `a block of one name may be filled inside another of that name`() throws {
    let template = """
      {{<outer}}{{$content}}a{{<inner}}{{$content}}b{{/content}}{{/inner}}c{{/content}}{{/outer}}
      """
    let others = [
      "outer": "({{$content}}{{/content}})", "inner": "[{{$content}}{{/content}}]",
    ]
    #expect(try render(TracePage(), template, others) == "(a[b]c)")
  }

  @Test func `a block reads the names in scope where it is shown`() throws {
    let page = TracePage(rows: [TracePage.Row(name: "a"), TracePage.Row(name: "b")])
    let others = ["list": "{{#rows}}{{$row}}?{{/row}}{{/rows}}"]
    let template = "{{<list}}{{$row}}<{{name}}>{{/row}}{{/list}}"
    #expect(try render(page, template, others) == "<a><b>")
  }

  @Test func `a partial within a line takes no indentation`() throws {
    let others = ["list": "<a {{>item}}>\n{{>item}}\n", "item": "x\n"]
    #expect(try render(TracePage(), "  {{>list}}\n", others) == "  <a x\n  >\n  x\n")
  }

  @Test func `delimiters hold for one file only`() throws {
    let template = "{{=<% %>=}}<%title%>{{title}}<%> item%><%={{ }}=%>{{title}}"
    let others = ["item": "{{title}}<%title%>"]
    #expect(try render(TracePage(title: "T"), template, others) == "T{{title}}T<%title%>T")
  }

  @Test func `line ends stay as the files have them`() throws {
    let template = "a\r\n{{#rows}}\r\n{{name}}\r\n{{/rows}}\r\n{{! end }}\r\nb"
    let page = TracePage(rows: [TracePage.Row(name: "r")])
    #expect(try render(page, template) == "a\r\nr\r\nb")
  }
}
