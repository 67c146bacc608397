import Automations

extension Choice {
  /// Outcomes to filter by; the empty one is any.
  static func outcomes(chosen: Outcome?) -> [Choice] {
    [Choice(value: "", words: "Any", isChosen: chosen == nil)]
      + cases(chosen: chosen) { Badge($0).words }
  }

  /// Reasons to filter by; the empty one is any.
  static func reasons(chosen: ReasonCode?) -> [Choice] {
    [Choice(value: "", words: "Any", isChosen: chosen == nil)]
      + cases(chosen: chosen, words: \.words)
  }
}

extension ReasonCode {
  /// A reason as a kind of reasons.
  fileprivate var words: String {
    switch self {
    case .overlap: "Another run went on"
    case .missed: "It was missed"
    case .paused: "It was paused"
    case .excluded: "An excluded date"
    case .condition: "A condition was not met"
    case .limit: "A limit was reached"
    case .unbound: "A tool was not bound"
    case .circuit: "It had stopped"
    case .nothingToDo: "There was nothing to do"
    case .stepFailed: "A step failed"
    case .noAnswer: "No answer came"
    case .stopped: "Somebody stopped it"
    case .withdrawn: "It was withdrawn"
    case .settled: "A person settled it"
    case .unreadable: "It could not be read"
    }
  }
}
