import Foundation
import Templating
import TestSupport
import Testing

@Suite struct FaultTests {
  @Test(
    arguments: [
      ("a\n{{title", "2: the tag is not closed; write `}}` after it"),
      ("{{{title}}", "1: the tag is not closed; write `}}}` after it"),
      ("{{=<% %>}}", "1: the tag is not closed; write `=}}` after it"),
      ("{{}}", "1: the tag names nothing; write a name between its delimiters"),
      ("{{# }}", "1: the tag names nothing; write a name between its delimiters"),
      (
        "{{not there}}", "1: `not there` is no name; write one word, or words joined by single dots"
      ),
      (
        "{{owner..name}}",
        "1: `owner..name` is no name; write one word, or words joined by single dots"
      ),
      (
        "{{=%=}}",
        "1: `%` are no delimiters; write two, with a space between and no `=` in them"
      ),
      ("\n{{#rows}}\n", "2: `rows` is not closed; write `{{/rows}}` where it ends"),
      (
        "{{<traces/list}}", "1: `traces/list` is not closed; write `{{/traces/list}}` where it ends"
      ),
      ("\n\n{{/rows}}", "3: `{{/rows}}` closes nothing; open `rows` before it or take it out"),
      (
        "{{#rows}}\n{{#tools}}\n{{/rows}}",
        "3: `{{/rows}}` stands where `tools` of line 2 is open; write `{{/tools}}`"
      ),
    ])
  func `a tag that makes no sense is named with its line`(template: String, fault: String) throws {
    #expect(try faults([TracePage.template: template]) == ["traces/list.mustache:" + fault])
  }

  @Test(
    arguments: [
      ("{{titel}}", "TracePage has no `titel`; did you mean `title`?"),
      ("{{#rows}}{{nmae}}{{/rows}}", "TracePage.Row has no `nmae`; did you mean `name`?"),
      ("{{#rows}}{{titl}}{{/rows}}", "TracePage.Row has no `titl`; did you mean `title`?"),
      ("{{#isPaused}}{{zzz}}{{/isPaused}}", "TracePage has no `zzz`"),
      ("{{name}}", "TracePage has no `name`"),
      ("{{^notise}}{{/notise}}", "TracePage has no `notise`; did you mean `notice`?"),
      ("{{owner.nam}}", "Person has no `nam`; did you mean `name`?"),
      (
        "{{rows.name}}",
        "`rows` is a list and has no fields; open it as a section, or name a model"
      ),
      (
        "{{title.name}}",
        "`title` is a text and has no fields; open it as a section, or name a model"
      ),
      ("{{isPaused}}", "`isPaused` is a flag and shows nothing by itself; open it as a section"),
      ("{{.}}", "`.` is a model and shows nothing by itself; open it as a section"),
      (
        "{{> traces/lst}}",
        "there is no template `traces/lst.mustache`; did you mean `traces/list`?"
      ),
      ("{{<x}}{{/x}}", "there is no template `x.mustache`"),
      (
        "{{> traces/list}}",
        "`traces/list` includes itself without end; include it in a section that ends"
      ),
    ])
  func `a name that nothing has is named with what is in scope`(
    template: String, fault: String
  ) throws {
    let found = try faults([TracePage.template: "\n" + template])
    #expect(found == ["traces/list.mustache:2: " + fault])
  }

  @Test func `faults in partials and blocks stand at their own files and lines`() throws {
    let templates = [
      TracePage.template: """
      {{<layout}}
      {{$contnet}}
      {{/contnet}}
      {{$title}}
        {{nothere}}
      {{/title}}
      {{$title}}{{/title}}
      {{/layout}}
      """,
      "layout": "{{$title}}{{/title}}{{#rows}}\n{{> parts/row}}{{/rows}}{{$content}}{{/content}}",
      "parts/row": "\n\n{{tilte}}",
      "parts/orphan": "",
    ]
    let found = try faults(templates)
    #expect(
      found == [
        "parts/orphan.mustache: nothing uses it; take it out, or name it in a page, a partial or"
          + " a parent",
        "parts/row.mustache:3: TracePage.Row has no `tilte`; did you mean `title`?",
        "traces/list.mustache:2: `layout` has no block `contnet`; did you mean `content`?",
        "traces/list.mustache:5: TracePage has no `nothere`",
        "traces/list.mustache:7: the block `title` is given twice to the same parent; give it once",
      ])
  }

  @Test func `a template that cannot be parsed is the only one to blame`() throws {
    let templates = [
      TracePage.template: "{{<layout}}{{$title}}{{titel}}{{/title}}{{/layout}}",
      "layout": "{{> head}}{{$title}}{{/tilte}}",
      "head": "",
    ]
    let found = try faults(templates)
    #expect(
      found == [
        "layout.mustache:1: `{{/tilte}}` stands where `title` of line 1 is open; write `{{/title}}`"
      ])
  }

  @Test func `a page without a template is a fault`() throws {
    let found = try faults(["traces/lists": ""])
    #expect(
      found == [
        "traces/list.mustache: TracePage needs this template, and there is none; did you mean"
          + " `traces/lists`?",
        "traces/lists.mustache: nothing uses it; take it out, or name it in a page, a partial or"
          + " a parent",
      ])
  }

  @Test func `a file that is not UTF-8 is a fault`() throws {
    let folder = try TemporaryFolder([:])
    try folder.write("\(TracePage.template).mustache", Data([0x61, 0xFF]))
    let error = try #require(throws: TemplateFaults.self) {
      try Templates(folder: folder.path, pages: [TracePage.self], reloads: false)
    }
    #expect(
      error.description
        == "traces/list.mustache: cannot be read as UTF-8 text; save it as UTF-8, readable by this"
        + " user")
  }

  @Test func `a page that was not bound does not render`() throws {
    let folder = try TemporaryFolder([TracePage.template: ""])
    let templates = try Templates(folder: folder.path, pages: [TracePage.self], reloads: false)
    let error = try #require(throws: TemplateFaults.self) {
      try templates.render(StepPage(label: ""))
    }
    #expect(
      error.description
        == "steps/tree.mustache: StepPage is not among the pages that were bound; add it to them")
  }

  @Test func `sections nested without measure are a fault, not an overflow`() throws {
    let opened = String(repeating: "{{#isPaused}}", count: 100_000)
    let found = try faults([TracePage.template: opened])
    #expect(
      found == [
        "traces/list.mustache:1: sections and templates nest deeper than 100 levels; nest them less"
      ])
  }

  @Test func `templates nested without measure are a fault, not an overflow`() {
    var sources = ["p1000": ""]
    for number in 0..<1_000 { sources["p\(number)"] = "{{> p\(number + 1)}}" }
    let bound = BoundTemplate("p0", in: Library(sources), shape: ModelShape<TracePage>.declared)
    #expect(
      bound.faults.map(\.description) == [
        "p100.mustache:1: sections and templates nest deeper than 100 levels; nest them less"
      ])
  }
}
