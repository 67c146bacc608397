import OrderedJSON
package import Templating
import Workflows

/// A place as its step counts it.
package struct NumberedPlace: TemplateModel {
  let number: Int
  let place: CheckedPlace

  package static var fields: [Field<NumberedPlace>] {
    [
      // Of whole steps nothing is marked that a number could lead to.
      .number("mark") { $0.place.pointers.isEmpty ? 0 : $0.number },
      .text("field") { $0.place.name },
      .text("title") { $0.place.title },
      .list("choices") { $0.place.choices },
    ]
  }
}

/// A place of which something is proposed: what was recorded, and what it may be instead.
struct CheckedPlace {
  /// That of its form field, which is the id of the first proposal.
  let name: String
  let step: String
  private(set) var proposals: [(proposal: Proposal, state: Proposal.State)]

  /// In the order of the proposals.
  static func all(of state: WorkflowState) -> [CheckedPlace] {
    var numbers: [String: Int] = [:]
    var places: [CheckedPlace] = []
    for (proposal, stands) in zip(state.draft.proposals, state.states) {
      let step = proposal.steps.first ?? ""
      let key = "\(step) \(proposal.path?.description ?? proposal.kind.rawValue)"
      if proposal.path != nil, let number = numbers[key] {
        places[number].proposals.append((proposal, stands))
      } else {
        numbers[key] = places.count
        places.append(
          CheckedPlace(name: proposal.id, step: step, proposals: [(proposal, stands)]))
      }
    }
    return places
  }

  /// What varies in the step's parameters; none where it is about the step as a whole.
  var pointers: [JSONPointer] {
    if case .loop(let change)? = first?.change {
      return change.places.filter { $0.step == step }.map(\.path)
    }
    return [first?.path].compactMap(\.self)
  }

  private var first: Proposal? { proposals.first?.proposal }

  var title: String {
    switch first?.kind {
    case .leaveOut: "Whether it is done at all"
    case .loop: "How often it is done"
    default: first?.path?.tokens.joined(separator: " → ").listed ?? ""
    }
  }

  private var chosen: String? {
    proposals.first { $0.state == .taken }?.proposal.id
  }

  var choices: [CheckedChoice] {
    let recorded = CheckedChoice(
      value: CheckedPlace.recorded, words: recordedWords, recorded: first?.old,
      isChosen: chosen == nil, isLikely: false)
    return [recorded]
      + proposals.map {
        CheckedChoice(
          value: $0.proposal.id, words: $0.proposal.choiceWords, recorded: nil,
          isChosen: $0.proposal.id == chosen, isLikely: $0.proposal.strength == .likely)
      }
  }

  /// The value of a field by which nothing is taken.
  static let recorded = "recorded"

  private var recordedWords: String {
    switch first?.kind {
    case .leaveOut: "It is done"
    case .loop: "Each call is done as it was recorded"
    default: "It stays as it was recorded:"
    }
  }
}

/// What a place may be.
package struct CheckedChoice: TemplateModel {
  let value: String
  let words: String
  /// What was recorded there.
  let recorded: JSON?
  let isChosen: Bool
  let isLikely: Bool

  package static var fields: [Field<CheckedChoice>] {
    [
      .text("value") { $0.value },
      .text("words") { $0.words.detailed },
      .text("recorded") { choice in
        choice.recorded.map { ($0.text ?? $0.serialized).detailed }
      },
      .flag("chosen") { $0.isChosen },
      .flag("is_likely") { $0.isLikely },
    ]
  }
}

extension Proposal {
  /// As one chooses it.
  fileprivate var choiceWords: String {
    switch kind {
    case .leaveOut: "It is left out. \(why)"
    case .loop: "It is done for each element. \(why)"
    case .input: "It is an input, which can be given another value. \(why)"
    case .date: "It is a day that follows from the run. \(why)"
    case .link, .derived, .secret: why
    }
  }
}
