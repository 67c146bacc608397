import Automations
import Workflows

/// What was done, said on the page that a form leads to.
package enum Notice: String, Sendable {
  case saved, deleted, renamed, bound, started, stopped, settled, repeats
  case deployed, paused, draft, failed, resumed
  case resumedInPause = "resumed-in-pause"
  case sameName = "same-name"
  case savedWithoutStep = "saved-without-step"
  case everythingPaused = "everything-paused"
  case everythingResumed = "everything-resumed"
  case passwordSet = "password-set"
  case sessionEnded = "session-ended"
  case sessionsEnded = "sessions-ended"
  case tokenRevoked = "token-revoked"
  case channelAdded = "channel-added"
  case addressAsked = "address-asked"
  case addressNotAsked = "address-not-asked"
  case channelRemoved = "channel-removed"
  case channelTested = "channel-tested"
  case eventsChosen = "events-chosen"
  case contractsAccepted = "contracts-accepted"
  case secretReplaced = "secret-replaced"
  case workflowSaved = "workflow-saved"
  case connectionMade = "connection-made"
  case connectionChanged = "connection-changed"
  case connectionOn = "connection-on"
  case connectionOff = "connection-off"
  case connectionDeleted = "connection-deleted"

  /// In sentences.
  var words: String {
    switch self {
    case .saved: "The trace is saved. Convert it, and it runs on a schedule."
    case .savedWithoutStep:
      "The trace is saved, but no call of a tool was found in it: there is nothing that could run."
    case .deleted: "The trace is deleted."
    case .renamed: "The name is changed."
    case .sameName: "The name is as it was."
    case .bound: "The tool is bound."
    case .started: "The run was asked for."
    case .stopped: "The run is stopped."
    case .settled: "What became of the run is noted."
    case .repeats: "This is a new run, which repeats the one before."
    case .deployed: "The automation is deployed."
    case .paused: "The automation is paused."
    case .draft: "The automation is out of service."
    case .failed: "The automation is stopped."
    case .resumed: "The automation runs on its schedule again."
    case .resumedInPause:
      "The automation is deployed again. Everything is paused still; it does not run before that is over."
    case .everythingPaused: "Everything is paused."
    case .everythingResumed: "The pause is over: what is deployed runs on its schedule again."
    case .passwordSet: "The password is set. Every other session of yours has ended."
    case .sessionEnded: "The session has ended."
    case .sessionsEnded: "Every other session of yours has ended."
    case .tokenRevoked: "The token is revoked."
    case .channelAdded: "The channel is added."
    case .addressAsked:
      "A mail asks at that address whether messages are wanted there; until its link is followed, none goes."
    case .addressNotAsked:
      "The channel is added, but no mail asks at that address: this server has no mail program."
    case .channelRemoved: "The channel is removed."
    case .channelTested:
      "A test is on its way: what becomes of it stands below, as soon as it is known."
    case .eventsChosen: "It is noted of what you want to be told."
    case .contractsAccepted: "What is other is accepted: runs call the tools as they are now."
    case .secretReplaced: "The secret is replaced: calls send the new one from now on."
    case .workflowSaved: "It is saved what is to happen; what is deployed runs on as it was."
    case .connectionMade: "The connection is made."
    case .connectionChanged: "The connection is as you said it."
    case .connectionOn: "The connection is switched on."
    case .connectionOff:
      "The connection is switched off: runs that would go through it are skipped."
    case .connectionDeleted: "The connection is deleted."
    }
  }

  /// Whether it is so still where it says how things stand, which may be other by the time that the
  /// page is shown.
  /// - Parameters:
  ///   - status: of the automation that it is about; `nil`: it is about none.
  ///   - isPaused: whether everything is.
  func isSo(_ status: DeploymentStatus?, isPaused: Bool) -> Bool {
    switch self {
    case .deployed: status == .deployed
    case .paused: status == .paused
    case .draft: status == .draft
    case .failed: status == .failed
    case .resumed: status == .deployed && !isPaused
    case .resumedInPause: status == .deployed && isPaused
    case .everythingPaused: isPaused
    case .everythingResumed: !isPaused
    case .saved, .savedWithoutStep, .deleted, .renamed, .sameName, .bound, .started, .stopped,
      .settled, .repeats, .passwordSet, .sessionEnded, .sessionsEnded, .tokenRevoked,
      .connectionMade, .connectionChanged, .connectionOn, .connectionOff, .connectionDeleted,
      .channelAdded, .addressAsked, .addressNotAsked, .channelRemoved, .channelTested,
      .eventsChosen, .contractsAccepted, .secretReplaced, .workflowSaved:
      true
    }
  }
}

extension Layout {
  /// Says what was done only where that is so still.
  func saying(_ status: DeploymentStatus? = nil, isPaused: Bool) -> Layout {
    var layout = self
    if notice?.isSo(status, isPaused: isPaused) == false { layout.notice = nil }
    return layout
  }

  /// The same of a connection that was switched on or off.
  func saying(isEnabled: Bool) -> Layout {
    var layout = self
    switch notice {
    case .connectionOn where !isEnabled, .connectionOff where isEnabled: layout.notice = nil
    default: break
    }
    return layout
  }
}
