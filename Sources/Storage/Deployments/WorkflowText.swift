import Automations
import OrderedJSON
import Workflows

/// A workflow as it is stored, made before anything is written: it may be large.
struct WorkflowText: Sendable {
  let body: String
  /// SHA-256 of the body, by which the same one is found again.
  let digest: [UInt8]
  let stepCount: Int
  /// Of the secrets that it sends.
  let secretNames: Set<String>

  init(_ workflow: Workflow) {
    body = workflow.json.serialized
    digest = Secret.hash(body)
    stepCount = workflow.steps.count
    secretNames = workflow.secretNames
  }
}

/// A deployment with its texts as they are stored.
struct DeploymentText: Sendable {
  let deployment: NewDeployment
  let workflow: WorkflowText
  let config: String?
  /// `nil`: people made nothing else of the workflow than before.
  let edited: EditedText?

  init(_ deployment: NewDeployment) {
    self.deployment = deployment
    workflow = WorkflowText(deployment.workflow)
    config = (deployment.config?.json ?? deployment.schedule.config)?.serialized
    edited = deployment.edited.map(EditedText.init)
  }

  /// Of the workflow as it is once it was deployed; `nil`: any.
  var deployedRevision: Int? {
    deployment.workflowRevision.map { edited == nil ? $0 : $0 + 1 }
  }
}
