import Templating
import Testing

@Suite struct EscapingTests {
  private let hostile = #"<b title="x" lang='y'>&</b>"#
  private let inert = "&lt;b title=&quot;x&quot; lang=&#39;y&#39;&gt;&amp;&lt;/b&gt;"

  @Test func `text is inert in content and in attributes`() throws {
    let page = TracePage(title: hostile)
    let template = #"<p title="{{title}}" lang='{{title}}'>{{title}}</p>"#
    let expected = #"<p title="\#(inert)" lang='\#(inert)'>\#(inert)</p>"#
    #expect(try render(page, template) == expected)
  }

  @Test func `items and fields of inner models are escaped too`() throws {
    let page = TracePage(
      owner: Person(name: hostile), rows: [TracePage.Row(name: hostile, tools: [hostile])])
    let template = "{{owner.name}}{{#rows}}{{name}}{{#tools}}{{.}}{{/tools}}{{/rows}}"
    #expect(try render(page, template) == inert + inert + inert)
  }

  @Test(arguments: ["{{{title}}}", "{{&title}}", "{{& title }}"])
  func `a tag for unescaped text shows it as it is`(tag: String) throws {
    #expect(try render(TracePage(title: hostile), tag) == hostile)
  }

  @Test func `markup that is trusted is not escaped`() throws {
    #expect(try render(TracePage(script: HTML(trusted: "<i>")), "{{script}}") == "<i>")
  }

  @Test func `markup made from text shows the text`() {
    #expect(HTML.escaped(hostile).text == inert)
  }

  @Test func `other letters stay as they are`() throws {
    let text = "Zürich, 東京 🕰 `=/:;?\u{0}\u{7f}"
    #expect(try render(TracePage(title: text), "{{title}}") == text)
  }

  @Test func `what was shown is not read as a template`() throws {
    #expect(try render(TracePage(title: "{{total}}"), "{{title}}") == "{{total}}")
  }
}
