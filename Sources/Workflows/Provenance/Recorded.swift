import OrderedJSON

/// A log with the steps that its calls became: what proposals are found in.
struct Recorded: Sendable {
  let calls: [RecordedCall]
  let values: ValueIndex
  /// What people said, up to `Limits.saidBytes` of it.
  let spoken: [String]

  init(_ log: Log, steps: [Workflow.Step]) {
    var calls: [RecordedCall] = []
    var next = 0
    for (entry, content) in log.entries.map(\.content).enumerated() {
      guard case .call(let call) = content, steps.indices.contains(next) else { continue }
      calls.append(RecordedCall(number: next, entry: entry, step: steps[next], call: call))
      next += 1
    }
    self.calls = calls
    values = ValueIndex(of: log, calls: calls)
    var left = Limits.saidBytes
    spoken = log.entries.compactMap { entry in
      guard case .said(by: .user, let text) = entry.content, text.utf8.count <= left else {
        return nil
      }
      left -= text.utf8.count
      return text
    }
  }
}

/// A call of a log, and the step that it became.
struct RecordedCall: Sendable {
  /// Among the calls, from 0.
  let number: Int
  /// That of its entry.
  let entry: Int
  /// Literal.
  let step: Workflow.Step
  let call: LoggedCall
}

/// A text or a number in the parameters of a call.
struct RecordedValue: Sendable {
  let call: RecordedCall
  let json: JSON
  /// The names and numbers that lead there, as they were recorded.
  let way: [String]

  /// A text as it is, a number as its digits.
  var text: String { json.scalarText ?? "" }
  var telling: Telling { Telling(json) }
  var key: KeyWords? { KeyWords(way: way) }
  /// In the step's parameters, where keys are escaped.
  var path: JSONPointer { JSONPointer(way.map { $0.hasPrefix("$") ? "$" + $0 : $0 }) }
  /// What stands there in the step.
  var old: JSON { path.value(in: call.step.params) ?? json }
}

extension RecordedCall {
  /// Each text and number in its parameters.
  var values: [RecordedValue] {
    var values: [RecordedValue] = []
    call.params.forEachScalar { json, way in
      values.append(RecordedValue(call: self, json: json, way: way))
    }
    return values
  }
}
