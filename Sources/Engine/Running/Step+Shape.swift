import Automations
import OrderedJSON
import Workflows

extension Workflow.Step {
  /// The result, or that it has failed where it has not the shape that the step expects; and what of it is
  /// other than was recorded, in a sentence for a person.
  func held(_ result: ToolResult) -> (result: ToolResult, notice: String?) {
    guard expect != nil || shape != nil, case .succeeded(let value, let response) = result else {
      return (result, nil)
    }
    let read = value.resultRead
    if let changes = expect?.changes(in: read), let losses = changes.lossSentence {
      return (.failed("It was carried out, but \(losses).", response: response, retry: .never), nil)
    }
    return (result, shape?.changes(in: read).sentence)
  }
}
