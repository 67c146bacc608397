import OrderedJSON
import Testing
import Workflows

/// The secrets of a trace in the calls of its workflow.
@Suite struct WorkflowSecretsTests {
  private static let mark = SecretMark(word: "Kx9")

  private func recording(_ params: JSON) -> Recording {
    var taker = SecretTaker(mark: Self.mark)
    let data: JSON = [["event": "tool_call", "tool": "fetch", "params": params]]
    return Recording(taker.taking(from: data), mark: Self.mark)
  }

  private let params: JSON = [
    "headers": ["Authorization": "Bearer abcdef0123456789"],
    "url": "https://alice:open-sesame@host.example/a?token=t0ken-1234&x=1",
    "$ref": "literal {{braces}}",
  ]

  @Test func `a step refers to them, and all else is literal`() throws {
    let step = try #require(recording(params).workflow.steps.first)
    #expect(
      step.params.serialized
        == #"{"headers":{"Authorization":{"$ref":"secrets/authorization"}},"url":{"$text":["#
        + #""https://alice:",{"$ref":"secrets/password"},"@host.example/a?token=","#
        + #"{"$ref":"secrets/token"},"&x=1"]},"$$ref":"literal {{braces}}"}"#)
    #expect(step.secretNames == ["authorization", "password", "token"])
  }

  @Test func `it is sent with them as it was recorded`() throws {
    let step = try #require(recording(params).workflow.steps.first)
    let secrets = [
      "authorization": "Bearer abcdef0123456789", "password": "open-sesame", "token": "t0ken-1234",
    ]
    #expect(try step.params(with: secrets) == params)
    #expect {
      try step.params(with: ["password": "open-sesame"])
    } throws: { error in
      "\(error)".contains("secrets/authorization finds nothing")
    }
  }

  @Test func `it is shown without them, and looked at with their names`() throws {
    let recording = recording(params)
    let step = try #require(recording.workflow.steps.first)
    #expect(
      step.shownParams["url"]
        == "https://alice:[secret password]@host.example/a?token=[secret token]&x=1")
    #expect(step.shownParams["$ref"] == "literal {{braces}}")
    #expect(
      step.reviewedParams["url"]
        == "https://alice:by-reference@host.example/a?token=by-reference&x=1")
    #expect(recording.log.calls.first?.params == step.shownParams)
  }

  @Test func `a recording without secrets is as it came`() {
    let data: JSON = [["event": "tool_call", "tool": "fetch", "params": ["$a": "[secret token]"]]]
    let recording = Recording(data)
    #expect(recording.shown == data)
    #expect(recording.workflow.steps.first?.params == ["$$a": "[secret token]"])
    #expect(recording.workflow.secretNames.isEmpty)
    #expect(recording.workflow.steps.first?.shownParams == ["$a": "[secret token]"])
  }
}
