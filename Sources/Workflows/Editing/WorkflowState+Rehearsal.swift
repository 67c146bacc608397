extension WorkflowState {
  /// The workflow as it is rehearsed: what was recorded stands in for what a rehearsal does not get.
  /// - Parameter mark: of what stands where secrets stood; `nil`: nothing does.
  package func rehearsed(mark: SecretMark?) -> Workflow {
    var workflow = workflow.shaped(by: draft.log)
    let referred = workflow.referredSteps
    for step in workflow.steps where referred.contains(step.id) {
      guard let result = draft.log.call(of: step)?.result?.read else { continue }
      workflow.standIns[step.id] = mark.shown(result)
    }
    return workflow
  }
}

extension Workflow {
  /// The ids of the steps whose results others refer to, as long as these are on.
  package var referredSteps: Set<String> {
    var ids: Set<String> = []
    for step in steps where step.isOn {
      let referred = ReferredValues(of: step.params)
      ids.formUnion(referred.results)
      ids.formUnion(referred.lists)
    }
    for loop in loops { ids.formUnion(ReferredValues(of: loop.over).results) }
    return ids
  }
}
