import OrderedJSON
package import Templating
import Workflows

/// A step with what is proposed of it.
package struct CheckedStep: TemplateModel {
  let number: Int
  let step: Workflow.Step
  /// The parameters; `nil`: its entry is another one now.
  let recorded: JSON?
  /// What of the recorded call cannot be made use of; `nil`: nothing is missing.
  let notice: String?
  let sent: SentParams
  /// Of its loop; `nil`: it stands in none, or they are not in the recording.
  let elements: [JSON]?
  let isLooped: Bool
  let isBound: Bool
  /// The number of the step in a loop that does what this one did; 0: none does.
  let doneWith: Int
  let places: [CheckedPlace]
  /// That are shown of what was recorded, and of what would be sent.
  let valueBytes: Int

  package static var fields: [Field<CheckedStep>] {
    [
      .number("number") { $0.number },
      .text("tool") { $0.step.tool.listed },
      .flag("is_off") { !$0.step.isOn },
      .number("done_with") { $0.doneWith },
      .flag("is_unbound") { !$0.isBound && $0.step.isOn },
      .text("loop") { $0.loop },
      .text("notice") { $0.notice?.detailed },
      .list("places") { step in
        step.places.enumerated().map { NumberedPlace(number: $0 + 1, place: $1) }
      },
      .model("recorded") { step in
        step.recorded.map {
          MarkedJSON($0, marking: step.numbers, limit: step.valueBytes)
        }
      },
      .model("sent") { step in
        step.step.isOn
          ? step.sent.params.map {
            MarkedJSON($0, marking: step.numbers, limit: step.valueBytes)
          } : nil
      },
      .text("unsent") { $0.step.isOn ? $0.sent.fault?.detailed : nil },
    ]
  }

  /// Of the places in the parameters, as people see them counted, by their pointers.
  private var numbers: [JSONPointer: Int] {
    Dictionary(
      places.enumerated().flatMap { index, place in
        place.pointers.map { (JSONPointer($0.tokens.map(\.unescapedKey)), index + 1) }
      }, uniquingKeysWith: { first, _ in first })
  }

  private var loop: String? {
    guard isLooped else { return nil }
    guard let elements, !elements.isEmpty else { return "Once for each element." }
    let first = elements.prefix(Limits.shownElements).map {
      $0.serialized.inOneLine(Limits.shownElementBytes)
    }
    let others = elements.count > first.count ? " …" : ""
    return
      "Once for each element; when it was recorded \(elements.count): "
      + first.joined(separator: ", ") + others
  }
}
