import Templating
import TestSupport
import Testing

@Suite struct RecursionTests {
  private let tree = "{{label}}\n{{#steps}}\n  {{> steps/tree}}\n{{/steps}}\n"

  @Test func `a tree shows each level further in`() throws {
    let page = StepPage(
      label: "a",
      steps: [
        StepPage(label: "b", steps: [StepPage(label: "c")]), StepPage(label: "d"),
      ])
    #expect(try render(page, tree) == "a\n  b\n    c\n  d\n")
  }

  @Test func `a name means the level that shows it`() throws {
    let page = StepPage(
      label: "a", steps: [StepPage(label: "b", steps: [StepPage(label: "c")])])
    let template = "{{label}}{{#steps}}({{> steps/tree}}){{label}}{{/steps}}{{label}}"
    #expect(try render(page, template) == "a(b(cc)cb)ba")
  }

  @Test func `a deep tree shows to its end`() throws {
    let text = try render(StepPage.chain(depth: 49), tree)
    #expect(text.hasSuffix("\n" + String(repeating: "  ", count: 49) + "end\n"))
  }

  @Test func `a tree too deep is a fault, and nothing of it is shown`() throws {
    let folder = try TemporaryFolder([StepPage.template: tree])
    let templates = try Templates(folder: folder.path, pages: [StepPage.self], reloads: false)
    var output = Array("before".utf8)
    #expect(throws: RenderFault.tooDeep(template: "steps/tree")) {
      try templates.render(StepPage.chain(depth: 10_000), into: &output)
    }
    #expect(String(decoding: output, as: UTF8.self) == "before")
  }

  @Test func `a section that never ends is a fault, not an overflow`() throws {
    let template = "{{#repeats}}{{> steps/tree}}{{> steps/tree}}{{/repeats}}"
    #expect(throws: RenderFault.tooDeep(template: "steps/tree")) {
      try render(StepPage(label: "a", repeats: true), template)
    }
    #expect(try render(StepPage(label: "a"), template) == "")
  }
}
