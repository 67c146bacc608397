import Automations
package import Templating

/// A status or an outcome: a word, and the kind that colours it.
package struct Badge: TemplateModel {
  /// Names the class of the style sheet: `deployed`, `succeeded`, `waiting` …
  let kind: String
  let words: String

  init(_ status: DeploymentStatus) {
    kind = status.rawValue
    words =
      switch status {
      case .draft: "Draft"
      case .deployed: "Deployed"
      case .paused: "Paused"
      case .failed: "Failed"
      }
  }

  init(_ notice: AutomationNotice.Kind) {
    (kind, words) =
      switch notice {
      case .circuitOpened: ("failed", "Stopped")
      case .recovered: ("succeeded", "Works again")
      }
  }

  /// - Parameter started: tells what runs from what waits, where there is no outcome yet.
  init(_ outcome: Outcome?, started: Bool) {
    (kind, words) =
      switch outcome {
      case .succeeded: ("succeeded", "Succeeded")
      case .failed: ("failed", "Failed")
      case .unknown: ("unknown", "Outcome unknown")
      case .cancelled: ("cancelled", "Cancelled")
      case .skipped: ("skipped", "Skipped")
      case nil: started ? ("running", "Running") : ("waiting", "Waiting")
      }
  }

  package static var fields: [Field<Badge>] {
    [.text("kind") { $0.kind }, .text("words") { $0.words }]
  }
}
