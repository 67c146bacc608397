package import OrderedJSON

extension Workflow {
  /// The workflow as it is stored: `{"steps": […], "loops": […], "inputs": […]}`, the last two where
  /// there are any.
  package var json: JSON {
    var members = [JSON.Member("steps", .array(steps.map(\.json)))]
    if !loops.isEmpty { members.append(JSON.Member("loops", .array(loops.map(\.json)))) }
    if !inputs.isEmpty { members.append(JSON.Member("inputs", .array(inputs.map(\.json)))) }
    return .object(members)
  }

  /// - Throws: `UnreadableWorkflow` where the value is not what `json` writes, or wrote before steps had
  ///   ids.
  package init(json: JSON) throws(UnreadableWorkflow) {
    guard let elements = json["steps"]?.elements else { throw UnreadableWorkflow() }
    var steps: [Step] = []
    for element in elements { steps.append(try Step(json: element)) }
    var loops: [Loop] = []
    for element in json["loops"]?.elements ?? [] { loops.append(try Loop(json: element)) }
    var inputs: [Input] = []
    for element in json["inputs"]?.elements ?? [] { inputs.append(try Input(json: element)) }
    self.init(steps: steps, loops: loops, inputs: inputs)
  }
}

/// A stored workflow that this program did not write.
package struct UnreadableWorkflow: Error, Sendable {}

extension Workflow.Step {
  /// `{"id", "entry", "tool", "params", "on", "effect", "timeout", "attempts", "on_error", "expect"}`
  package var json: JSON {
    [
      "id": .string(id), "entry": JSON(entry), "tool": .string(tool), "params": params,
      "on": .bool(isOn), "effect": JSON(effect?.rawValue), "timeout": JSON(timeout),
      "attempts": JSON(attempts), "on_error": .string(onError.rawValue), "expect": expect ?? .null,
    ]
  }

  fileprivate init(json: JSON) throws(UnreadableWorkflow) {
    guard let tool = json["tool"]?.text, let params = json["params"],
      let timeout = json["timeout"]?.integer,
      let onError = json["on_error"]?.text.flatMap(Workflow.OnError.init)
    else { throw UnreadableWorkflow() }
    self.init(
      id: json["id"]?.text ?? "", entry: json["entry"]?.integer, tool: tool, params: params,
      isOn: json["on"]?.boolean ?? true, effect: json["effect"]?.text.flatMap(Effect.init),
      timeout: timeout, attempts: json["attempts"]?.integer, onError: onError,
      expect: json["expect"]?.unlessNull)
  }
}

extension Workflow.Loop {
  /// `{"id", "steps", "over", "most"}`
  package var json: JSON {
    [
      "id": .string(id), "steps": .array(steps.map(JSON.string)), "over": over,
      "most": JSON(most),
    ]
  }

  fileprivate init(json: JSON) throws(UnreadableWorkflow) {
    guard let id = json["id"]?.text, let steps = json["steps"]?.elements?.compactMap(\.text),
      let over = json["over"], let most = json["most"]?.integer
    else { throw UnreadableWorkflow() }
    self.init(id: id, steps: steps, over: over, most: most)
  }
}

extension Workflow.Input {
  /// `{"name", "value"}`
  package var json: JSON { ["name": .string(name), "value": value] }

  fileprivate init(json: JSON) throws(UnreadableWorkflow) {
    guard let name = json["name"]?.text, let value = json["value"] else {
      throw UnreadableWorkflow()
    }
    self.init(name: name, value: value)
  }
}
