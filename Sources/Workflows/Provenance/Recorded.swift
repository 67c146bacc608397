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

/// A call of a log, and the step that it became. A class, since each of its values has it.
final class RecordedCall: Sendable {
  /// Among the calls, from 0.
  let number: Int
  /// That of its entry.
  let entry: Int
  /// Literal.
  let step: Workflow.Step
  let call: LoggedCall
  private let scalars: [RecordedScalar]

  init(number: Int, entry: Int, step: Workflow.Step, call: LoggedCall) {
    (self.number, self.entry, self.step, self.call) = (number, entry, step, call)
    var scalars: [RecordedScalar] = []
    call.params.forEachScalar { json, way in scalars.append(RecordedScalar(json, way)) }
    self.scalars = scalars
  }

  /// Each text and number in its parameters.
  var values: [RecordedValue] { scalars.map { RecordedValue(call: self, scalar: $0) } }
}

/// What every finder asks of a value, made out once.
private final class RecordedScalar: Sendable {
  let json: JSON
  let way: [String]
  let text: String
  let telling: Telling
  let key: KeyWords?

  init(_ json: JSON, _ way: [String]) {
    (self.json, self.way, text) = (json, way, json.scalarText ?? "")
    (telling, key) = (Telling(json), KeyWords(way: way))
  }
}

/// A text or a number in the parameters of a call.
struct RecordedValue: Sendable {
  let call: RecordedCall
  private let scalar: RecordedScalar

  fileprivate init(call: RecordedCall, scalar: RecordedScalar) {
    (self.call, self.scalar) = (call, scalar)
  }

  var json: JSON { scalar.json }
  /// The names and numbers that lead there, as they were recorded.
  var way: [String] { scalar.way }
  /// A text as it is, a number as its digits.
  var text: String { scalar.text }
  var telling: Telling { scalar.telling }
  var key: KeyWords? { scalar.key }
  /// Whether it has no letter.
  var isOfDigits: Bool { text.utf8.allSatisfy { $0 < 0x80 && (!$0.isLetterOrDigit || $0.isDigit) } }
  /// In the step's parameters, where keys are escaped.
  var path: JSONPointer { JSONPointer(way.map { $0.hasPrefix("$") ? "$" + $0 : $0 }) }
  /// What stands there in the step.
  var old: JSON { path.value(in: call.step.params) ?? json }
}
