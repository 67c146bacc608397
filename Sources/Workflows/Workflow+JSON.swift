package import OrderedJSON

extension Workflow {
  /// The workflow as it is stored: `{"steps": [{"tool", "params", "effect", "timeout", "on_error"}]}`.
  package var json: JSON {
    ["steps": .array(steps.map(\.json))]
  }

  /// - Throws: `UnreadableWorkflow` where the value is not what `json` writes.
  package init(json: JSON) throws(UnreadableWorkflow) {
    guard let elements = json["steps"]?.elements else { throw UnreadableWorkflow() }
    var steps: [Step] = []
    for element in elements { steps.append(try Step(json: element)) }
    self.init(steps: steps)
  }
}

/// A stored workflow that this program did not write.
package struct UnreadableWorkflow: Error, Sendable {}

extension Workflow.Step {
  fileprivate var json: JSON {
    [
      "tool": .string(tool), "params": params, "effect": JSON(effect?.rawValue),
      "timeout": JSON(timeout), "on_error": .string(onError.rawValue),
    ]
  }

  fileprivate init(json: JSON) throws(UnreadableWorkflow) {
    guard let tool = json["tool"]?.text, let params = json["params"],
      let timeout = json["timeout"]?.integer,
      let onError = json["on_error"]?.text.flatMap(Workflow.OnError.init)
    else { throw UnreadableWorkflow() }
    self.init(
      tool: tool, params: params, effect: json["effect"]?.text.flatMap(Effect.init),
      timeout: timeout, onError: onError)
  }
}
