import Templating
import TestSupport
import Testing

/// Templates put together at random, from a fixed seed: whatever they say, they are refused or
/// rendered, and nothing traps.
@Suite struct RandomTemplateTests {
  private let page = StepPage(
    label: "<&>", steps: [StepPage(label: "b", steps: [StepPage(label: "c")])], repeats: true)

  @Test func `pieces of templates in any order never trap`() {
    var random = Dice(seed: 7)
    for _ in 0..<20_000 {
      check(["": pieces(&random), "a": pieces(&random), "b": pieces(&random)])
    }
  }

  @Test func `templates with bytes changed never trap`() {
    var random = Dice(seed: 11)
    let template = """
      {{=<% %>=}}<%={{ }}=%>{{<a}}{{$b}}
        {{#steps}}{{label}}{{^steps}}{{{label}}}{{/steps}}
        {{> b}}
      {{/steps}}{{/b}}{{/a}}{{! end }}
      """
    for _ in 0..<20_000 {
      var bytes = Array(template.utf8)
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let byte = Array("{}#/^<>$&=!. \n%ab".utf8).randomElement(using: &random) ?? 0
        bytes[Int.random(in: bytes.indices, using: &random)] = byte
      }
      let changed = String(decoding: bytes, as: UTF8.self)
      check(["": changed, "a": " {{$b}}{{/b}}", "b": "{{label}}\n"])
    }
  }

  private func pieces(_ random: inout Dice) -> String {
    let pieces = [
      "{{#steps}}", "{{/steps}}", "{{^repeats}}", "{{#repeats}}", "{{/repeats}}", "{{label}}",
      "{{{label}}}", "{{&.}}", "{{#label}}{{.}}{{/label}}", "{{steps.label}}", "{{>a}}",
      "{{> b }}", "{{<a}}", "{{/a}}", "{{<b}}{{$x}}", "{{/x}}{{/b}}", "{{$x}}", "{{/x}}",
      "{{$y}}", "{{/y}}", "{{=| |=}}", "|={{ }}=|", "{{! note }}", "text", "\n", "\r\n", "  ",
      "\t", "{{", "}}", "{{{", "é",
    ]
    let count = Int.random(in: 0...12, using: &random)
    return (0..<count).compactMap { _ in pieces.randomElement(using: &random) }.joined()
  }

  /// Faults that templates have are tolerated here, as the specification would have it.
  private func check(_ sources: [String: String]) {
    let bound = BoundTemplate("", in: Library(sources), shape: ModelShape<StepPage>.declared)
    var output: [UInt8] = []
    do {
      try bound.render(page, into: &output)
    } catch {
      #expect(error == .tooDeep(template: ""))
      #expect(output.isEmpty)
    }
    #expect(String(validating: output, as: UTF8.self) != nil)
  }
}
