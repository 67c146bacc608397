package import OrderedJSON

extension Workflow {
  /// The workflow as it is stored: `{"steps": […], "loops": […], "inputs": […], "stand_ins": {id: …}}`,
  /// the last three where there are any.
  package var json: JSON {
    var members = [JSON.Member("steps", .array(steps.map(\.json)))]
    if !loops.isEmpty { members.append(JSON.Member("loops", .array(loops.map(\.json)))) }
    if !inputs.isEmpty { members.append(JSON.Member("inputs", .array(inputs.map(\.json)))) }
    if !standIns.isEmpty {
      let values = standIns.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value) }
      members.append(JSON.Member("stand_ins", .object(values)))
    }
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
    standIns = Dictionary(
      (json["stand_ins"]?.members ?? []).map { ($0.key, $0.value) },
      uniquingKeysWith: { first, _ in first })
  }
}

/// A stored workflow that this program did not write.
package struct UnreadableWorkflow: Error, Sendable {}

extension Workflow.Step {
  /// `{"id", "entry", "tool", "params", "on", "effect", "timeout", "attempts", "on_error", "expect",
  /// "shape"}`, the last where it is known.
  package var json: JSON {
    let members: [JSON.Member] = [
      .init("id", .string(id)), .init("entry", JSON(entry)), .init("tool", .string(tool)),
      .init("params", params), .init("on", .bool(isOn)), .init("effect", JSON(effect?.rawValue)),
      .init("timeout", JSON(timeout)), .init("attempts", JSON(attempts)),
      .init("on_error", .string(onError.rawValue)), .init("expect", expect?.json ?? .null),
    ]
    return .object(members + [shape.map { .init("shape", $0.json) }].compactMap(\.self))
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
      expect: try Workflow.Step.shape(json["expect"]))
    shape = try Workflow.Step.shape(json["shape"])
  }

  private static func shape(_ json: JSON?) throws(UnreadableWorkflow) -> ResultShape? {
    guard let json = json?.unlessNull else { return nil }
    do throws(ShapeFault) { return try ResultShape(json: json) } catch {
      throw UnreadableWorkflow()
    }
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
