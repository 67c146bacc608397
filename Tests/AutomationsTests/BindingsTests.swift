import Automations
import OrderedJSON
import TestSupport
import Testing
import Workflows

@Suite struct BindingsTests {
  @Test func `prefers a name to a pattern, and a pattern that says more to one that says less`() {
    func binding(_ tool: String) -> Binding {
      Binding(tool: tool, to: .note)
    }
    let bindings = Bindings(own: [binding("*"), binding("send_*"), binding("send_gmail")])
    #expect(bindings.binding(of: "send_gmail")?.binding.tool == "send_gmail")
    #expect(bindings.binding(of: "send_slack")?.binding.tool == "send_*")
    #expect(bindings.binding(of: "http_request")?.binding.tool == "*")
  }

  @Test func `stars make a pattern no more precise`() {
    let bindings = Bindings(
      own: ["********", "send_*", "**_gm**", "*_gmail"].map { Binding(tool: $0, to: .note) })
    #expect(bindings.binding(of: "send_gmail")?.binding.tool == "*_gmail")
    #expect(bindings.binding(of: "send_gm")?.binding.tool == "send_*")
    #expect(bindings.binding(of: "ask_gm")?.binding.tool == "**_gm**")
    #expect(bindings.binding(of: "other")?.binding.tool == "********")
  }

  @Test(arguments: [
    ("*", "", true), ("a*c", "abc", true), ("a*c", "ac", true), ("a*c", "abcd", false),
    ("*a*b", "xaab", true), ("a", "a", true), ("a", "A", false), ("a**b", "ab", true),
  ])
  func `a star stands for any characters`(pattern: String, name: String, covers: Bool) {
    let binding = Binding.http(pattern)
    #expect(binding.covers(name) == covers)
  }

  @Test func `names each unbound tool once`() {
    let workflow = Workflow(
      steps: ["x", "note", "y", "x"].map { Workflow.Step(tool: $0, params: [:]) })
    #expect(Bindings(own: []).unbound(in: workflow) == ["x", "y"])
  }
}

@Suite struct SecretsTests {
  @Test func `a token proves itself by its checksum`() {
    let token = APITokenText.random()
    #expect(token.count == 42)
    #expect(APITokenText.isWellFormed(token))
    #expect(!APITokenText.isWellFormed(String(token.dropLast()) + "!"))
    #expect(!APITokenText.isWellFormed("rep_"))
  }
}
