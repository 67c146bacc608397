import Automations
import Scheduling
package import Templating

/// A status or an outcome, in the words of every page: a word, the kind that colours it, and what it
/// waits for.
package struct Badge: TemplateModel {
  /// Names the class of the style sheet: `deployed`, `succeeded`, `waiting` …
  let kind: String
  let words: String
  /// Goes on from `Waiting`; `nil`: it waits for nothing.
  let wait: String?
  /// What it would be without a pause of everything; `nil`: that is what it is.
  let otherwise: String?

  private init(_ kind: String, _ words: String, wait: String? = nil, otherwise: String? = nil) {
    self.kind = kind
    self.words = words
    self.wait = wait
    self.otherwise = otherwise
  }

  /// - Parameter pause: that of all that the owner has, which only what is deployed minds.
  init(_ status: DeploymentStatus, in pause: Pause? = nil) {
    switch status {
    case .draft: self.init("draft", "Draft")
    case .deployed where pause != nil:
      self.init("paused", "Everything paused", otherwise: "Deployed")
    case .deployed: self.init("deployed", "Deployed")
    case .paused: self.init("paused", "Paused")
    case .failed: self.init("failed", "Failed")
    }
  }

  init(_ notice: AutomationNotice.Kind) {
    switch notice {
    case .circuitOpened: self.init("failed", "Stopped")
    case .recovered: self.init("succeeded", "Works again")
    }
  }

  /// - Parameter delivery: how it ended; `nil`: it is on its way.
  init(ofDelivery delivery: Delivery.Outcome?) {
    switch delivery {
    case .sent?: self.init("succeeded", "Sent")
    case .failed?: self.init("failed", "Not delivered")
    case .notSent?: self.init("skipped", "Not sent")
    case nil: self.init("waiting", "On its way")
    }
  }

  /// Whether a connection carries anything out.
  init(isOn: Bool) {
    if isOn { self.init("deployed", "On") } else { self.init("paused", "Switched off") }
  }

  /// What came of a connection's test; `nil`: it goes on.
  init(_ outcome: ConnectionTest.Outcome?) {
    switch outcome {
    case .succeeded: self.init("succeeded", "Works")
    case .failed: self.init("failed", "Does not work")
    case nil: self.init("running", "Being tested")
    }
  }

  init(_ outcome: Outcome) {
    switch outcome {
    case .succeeded: self.init("succeeded", "Succeeded")
    case .failed: self.init("failed", "Failed")
    case .unknown: self.init("unknown", "Outcome unknown")
    case .cancelled: self.init("cancelled", "Cancelled")
    case .skipped: self.init("skipped", "Skipped")
    }
  }

  init(_ phase: Phase, at now: Instant) {
    switch phase {
    case .running: self.init("running", "Running")
    case .betweenAttempts(let instant) where instant > now:
      self.init(
        "waiting", "Waiting",
        wait: "for its next attempt, " + DurationText.wait(from: now, until: instant))
    case .awaitingAnswer(let instant) where instant > now:
      self.init(
        "waiting", "Waiting",
        wait: "for an answer, given up " + DurationText.wait(from: now, until: instant))
    case .due(let instant) where instant > now:
      self.init(
        "waiting", "Waiting",
        wait: "for its start, " + DurationText.wait(from: now, until: instant))
    case .betweenAttempts, .awaitingAnswer, .due:
      self.init("waiting", "Waiting", wait: "for a free place")
    case .behindOthers: self.init("waiting", "Waiting", wait: "for its turn")
    case .behindAnother:
      self.init("waiting", "Waiting", wait: "for the run before it to end")
    }
  }

  /// - Parameter phase: counts where there is no outcome yet.
  init(_ outcome: Outcome?, _ phase: Phase?, at now: Instant) {
    if let outcome { self.init(outcome) } else { self.init(phase ?? .running, at: now) }
  }

  package static var fields: [Field<Badge>] {
    [
      .text("kind") { $0.kind }, .text("words") { $0.words }, .text("wait") { $0.wait },
      .text("otherwise") { $0.otherwise },
    ]
  }
}
