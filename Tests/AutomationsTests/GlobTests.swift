import Automations
import OrderedJSON
import TestSupport
import Testing
import Workflows

/// Patterns of tools' names, whatever somebody writes in them.
@Suite(.timeLimit(.minutes(20))) struct GlobTests {
  @Test(.seeded) func `a pattern means what trying every place would find`() {
    var dice = Dice()
    func text(_ letters: [String]) -> String {
      (0..<dice.number(0...9)).map { _ in dice.pick(letters) }.joined()
    }
    for _ in 0..<20_000 {
      let (pattern, name) = (text(["a", "b", "*"]), text(["a", "b"]))
      let covers = binding(pattern).covers(name)
      #expect(covers == tries(Array(pattern), Array(name)), "\(pattern) \(name)")
    }
  }

  @Test(arguments: ["*aaaab*", "*a*a*a*a*b", "*aaaa", "aaaab*", "*ab*ba*"])
  func `the longest names and patterns are matched in one go`(form: String) {
    // Going back to the last star would compare a million million letters.
    let million = 1_000_000
    let name = String(repeating: "a", count: million)
    let pattern = form.replacing("aaaa", with: String(repeating: "a", count: million / 2))
    _ = binding(pattern).covers(name)
    #expect(!binding(pattern + "c").covers(name))
  }

  @Test func `ten thousand tools under a hundred patterns are told apart`() {
    let patterns = (0..<Limits.bindings.patterns).map { number in
      binding("*" + String(repeating: "a", count: 240) + "b\(number)")
    }
    let steps = (0..<Limits.traceEntries).map { number in
      Workflow.Step(tool: String(repeating: "a", count: 240) + "\(number)", params: [:])
    }
    let bindings = Bindings(own: patterns)
    for _ in 0..<3 {
      #expect(bindings.unbound(in: Workflow(steps: steps)).count == steps.count)
    }
  }

  @Test
  func `what is longer than a tool may be, or beyond what a workflow may have, fits no pattern`() {
    let bindings = Bindings(own: [binding("*"), binding("named")])
    #expect(bindings.binding(of: String(repeating: "x", count: Limits.toolNameBytes)) != nil)
    #expect(bindings.binding(of: String(repeating: "x", count: Limits.toolNameBytes + 1)) == nil)
    for number in 1..<Limits.toolsOfWorkflow { #expect(bindings.binding(of: "t\(number)") != nil) }
    #expect(bindings.binding(of: "one too many") == nil)
    #expect(bindings.binding(of: "named") != nil && bindings.binding(of: "note") != nil)
  }

  @Test func `names that only look the same are two`() {
    let bindings = Bindings(own: [binding("caf\u{E9}")])
    #expect(bindings.binding(of: "caf\u{E9}") != nil)
    #expect(bindings.binding(of: "cafe\u{301}") == nil)
    let workflow = Workflow(
      steps: ["caf\u{E9}", "cafe\u{301}"].map { Workflow.Step(tool: $0, params: [:]) })
    #expect(bindings.unbound(in: workflow).map { $0.utf8.count } == [6])
  }

  private func binding(_ tool: String) -> Binding {
    Binding(tool: tool, to: .note)
  }

  private func tries(_ pattern: [Character], _ name: [Character]) -> Bool {
    guard let first = pattern.first else { return name.isEmpty }
    let rest = Array(pattern.dropFirst())
    if first == "*" {
      return (0...name.count).contains { tries(rest, Array(name.dropFirst($0))) }
    }
    return name.first == first && tries(rest, Array(name.dropFirst()))
  }
}
