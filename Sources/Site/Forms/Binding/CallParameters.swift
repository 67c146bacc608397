import OrderedJSON
import Scheduling
import Workflows

/// The parameters of the recorded calls of a tool, of which a form says what is sent.
struct CallParameters {
  struct Parameter {
    let name: String
    /// Of the first call that has it.
    let example: JSON
    /// Whether every call has it.
    let isEverywhere: Bool

    /// As references lead to it, behind `params/`.
    var pointer: String { JSONPointer([name]).relative }
  }

  /// The first ones, in the order of the calls.
  let all: [Parameter]
  /// How many there are in all.
  let count: Int
  /// By their names.
  private let numbers: [Spelling: Int]

  init(of tool: String, in workflow: Workflow) {
    var found: [(name: String, example: JSON, calls: Int)] = []
    var numbers: [Spelling: Int] = [:]
    var calls = 0
    for step in workflow.steps where step.tool.utf8.elementsEqual(tool.utf8) {
      calls += 1
      var own: Set<Int> = []
      for member in step.shownParams.members ?? [] {
        let number = numbers[Spelling(member.key)] ?? found.count
        if number == found.count {
          numbers[Spelling(member.key)] = number
          found.append((member.key, member.value, 0))
        }
        if own.insert(number).inserted { found[number].calls += 1 }
      }
    }
    count = found.count
    all = found.prefix(Limits.mappingParameters).map {
      Parameter(name: $0.name, example: $0.example, isEverywhere: $0.calls == calls)
    }
    self.numbers = numbers
  }

  /// `nil`: none of the first ones is called so.
  subscript(name: String) -> Parameter? {
    guard let number = numbers[Spelling(name)], all.indices.contains(number) else { return nil }
    return all[number]
  }

  /// What braces may stand around, within a sentence.
  var inWords: String {
    guard count > 0 else { return "the call has no parameters" }
    let words = "the call has \(all.map(\.name).listedInBrief(of: count))"
    return count == all.count
      ? words : "\(words); those after the first \(all.count) are said by JSON"
  }
}
