import OrderedJSON

/// Values that a person named: they stay as they are until somebody gives them another one.
enum InputFinder {
  static func find(_ finding: inout Finding) {
    var names = InputNames()
    for call in finding.calls {
      for value in call.values where !finding.isSettled(value) {
        guard isNamed(value, in: finding) else { continue }
        // "Open" may be the agent's word for a state as well as the person's for something else.
        let isCommon =
          value.telling == .little
          && (value.key?.isOfAmount == true || !finding.recorded.values.said.isSpelled(value.text))
        let input = Workflow.Input(name: names.name(for: value), value: value.json)
        finding.add(
          .input, value.telling == .nothing || isCommon ? .likely : .strong, at: value,
          ["$ref": .string(JSONPointer(["inputs", input.name]).relative)],
          why: "Whoever asked for this named it.", change: .input(input))
      }
    }
  }
}

extension InputFinder {
  /// Whether a person said it, or the day that it is in other words; not which day it was.
  private static func isNamed(_ value: RecordedValue, in finding: Finding) -> Bool {
    let day = DateText.whole(value.text, finding.days)?.day
    switch finding.recorded.values.origin(of: value) {
    case .person: return day == nil || day != finding.spoken.today
    case .agent: return day.map(finding.spoken.named) ?? false
    case .result: return false
    }
  }
}

/// What inputs are called: after the parameter; the same value has one name.
private struct InputNames {
  private var names: [Value: String] = [:]
  private var taken: Set<String> = []

  private struct Value: Hashable {
    let text: Spelling
    let isNumber: Bool
  }

  mutating func name(for value: RecordedValue) -> String {
    let isNumber = if case .number = value.json { true } else { false }
    let key = Value(text: Spelling(value.text), isNumber: isNumber)
    if let name = names[key] { return name }
    let words = InputNames.plain(value.way.last { !$0.utf8.allSatisfy(\.isDigit) } ?? "")
    let base = words.isEmpty ? "input" : words
    var (name, number) = (base, 2)
    while taken.contains(name) { (name, number) = ("\(base)_\(number)", number + 1) }
    taken.insert(name)
    names[key] = name
    return name
  }

  private static func plain(_ key: String) -> String {
    let bytes = key.utf8.prefix(Limits.inputNameBytes).map { byte in
      byte.isLetterOrDigit || byte == UInt8(ascii: "_") ? byte : UInt8(ascii: "_")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
