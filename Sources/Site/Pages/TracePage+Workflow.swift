package import Templating
import Workflows

extension TracePage {
  /// More would make the page too long to be of use.
  static let maximumShown = 200

  static var workflowFields: [Field<TracePage>] {
    [
      .list("steps") { $0.steps },
      .number("more_steps") { max($0.workflow.steps.count - maximumShown, 0) },
      .flag("is_runnable") { !$0.workflow.steps.isEmpty },
      .flag("is_unbound") { !$0.bindings.unbound(in: $0.workflow).isEmpty },
      .texts("unbound") { $0.bindings.unbound(in: $0.workflow) },
      .list("timeline") { page in
        page.entries.prefix(maximumShown).map { TimelineEntry($0, time: page.time($0.timestamp)) }
      },
      .number("more_entries") { max($0.entries.count - maximumShown, 0) },
      .texts("local_tools") { _ in LocalTool.allCases.map(\.rawValue) },
    ]
  }

  private var steps: [StepRow] {
    var seen: Set<String> = []
    return workflow.steps.prefix(TracePage.maximumShown).enumerated().map { index, step in
      StepRow(
        number: index + 1, step: step, binding: bindings.binding(of: step.tool),
        isFirstOfTool: seen.insert(step.tool).inserted)
    }
  }

  /// A step of the workflow, and what carries it out.
  package struct StepRow: TemplateModel {
    let number: Int
    let step: Workflow.Step
    /// `nil`: the step's tool is unbound.
    let binding: Binding?
    /// Only there the form to bind it stands.
    let isFirstOfTool: Bool

    package static var fields: [Field<StepRow>] {
      [
        .number("number") { $0.number },
        .text("tool") { $0.step.tool },
        .flag("bound") { $0.binding != nil },
        .text("adapter") { $0.binding?.adapter.rawValue },
        .text("connection") { $0.binding?.connection },
        .text("effect") { ($0.step.effect ?? $0.binding?.effect)?.words },
        .flag("offers_binding") { $0.isFirstOfTool },
        .list("adapters") { row in
          AdapterKind.allCases.map {
            Choice(
              value: $0.rawValue, words: $0.rawValue, isChosen: $0 == row.binding?.adapter)
          }
        },
        .list("effects") { row in
          Effect.allCases.map {
            Choice(value: $0.rawValue, words: $0.words, isChosen: $0 == row.binding?.effect)
          }
        },
        .model("params") { $0.step.params.isEmpty ? nil : JSONText($0.step.params) },
      ]
    }
  }
}

extension JSON {
  /// Whether there is nothing in it worth unfolding.
  fileprivate var isEmpty: Bool { isNull || members?.isEmpty == true }
}
