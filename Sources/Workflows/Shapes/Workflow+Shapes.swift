import OrderedJSON

extension Workflow {
  /// With the shapes of what its steps gave when they were recorded, by which later results are held:
  /// those of the first steps, as long as all have `Limits.workflowShapeParts` names and elements.
  package func shaped(by log: Log) -> Workflow {
    var workflow = self
    var left = Limits.workflowShapeParts
    for index in workflow.steps.indices where workflow.steps[index].isOn && left > 0 {
      guard let call = log.call(of: workflow.steps[index]), call.error == nil,
        let result = call.result, !result.isCut
      else { continue }
      let shape = ResultShape(of: result.read)
      left -= shape.partCount
      if left >= 0 { workflow.steps[index].shape = shape }
    }
    return workflow
  }
}

extension ResultShape {
  fileprivate var partCount: Int {
    switch self {
    case .list(let element): 1 + (element?.partCount ?? 0)
    case .object(let members): members.reduce(1) { $0 + 1 + $1.shape.partCount }
    case .orNull(let shape): shape.partCount
    default: 1
    }
  }
}
