import Automations
import OrderedJSON
import Scheduling
package import Templating

extension BindingEditor {
  /// What is sent of the call's parameters. Where a request is made of them, that says it already, unless
  /// somebody said more by API.
  static var paramsFields: [Field<BindingEditor>] {
    [
      .flag("asks_params") { !$0.needs.request || $0.values.params.manner != .same },
      .list("params_manners") {
        Choice.cases(chosen: $0.values.params.manner, words: \.offer)
      },
      .list("params_rows") { $0.rows($0.values.params.rows, "params", at: ["params"]) },
      .text("params_json") { $0.values.params.json },
      .flag("params_json_is_faulty") { $0.faultyTemplates.contains("params_json") },
      .flag("focus_params_json") { $0.focus == "params_json" },
      .text("params_fault") { editor in
        let sections = editor.sections
        return editor.fault {
          $0.bindingField == "params" && !$0.isOfRow(in: sections)
        }?.detailed
      },
      .list("parameter_names") { editor in
        (editor.offer?.parameters ?? []).prefix(Limits.offeredTools).map {
          ParameterName(name: $0.name)
        }
      },
      .number("more_parameters") { $0.call.count - $0.call.all.count },
      .text("unset") { $0.unset },
    ]
  }

  /// The parameters that the tool cannot do without, and that nothing is said of.
  private var unset: String? {
    guard values.params.manner == .rows, let parameters = offer?.parameters else { return nil }
    let set = Set(values.params.rows.filter { $0.source != .nothing }.map { Spelling($0.name) })
    let missing = parameters.filter { $0.isRequired && !set.contains(Spelling($0.name)) }
    return missing.isEmpty ? nil : missing.map(\.name).listedInBrief.detailed
  }

  /// What a parameter over there is called.
  package struct ParameterName: TemplateModel {
    let name: String

    package static var fields: [Field<ParameterName>] { [.text("name") { $0.name }] }
  }
}

extension ParamsValues.Manner {
  fileprivate var offer: String {
    switch self {
    case .same: "As it was recorded"
    case .rows: "One by one"
    case .json: "By JSON"
    }
  }
}
