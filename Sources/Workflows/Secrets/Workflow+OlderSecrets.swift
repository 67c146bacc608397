extension Workflow {
  /// The same with references where secrets stand, as an older program kept them.
  package func taking(_ taker: inout SecretTaker) -> Workflow {
    var workflow = self
    for index in workflow.steps.indices {
      let params = taker.taking(fromTemplate: workflow.steps[index].params)
      workflow.steps[index].params = taker.mark.references(in: params)
    }
    return workflow
  }
}
