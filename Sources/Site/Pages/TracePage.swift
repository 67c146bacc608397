package import Automations
import OrderedJSON
package import Scheduling
package import Templating
package import Workflows

/// The panel of one automation.
package struct TracePage: Page {
  package static let template = "traces/show"

  let layout: Layout
  let trace: Automation
  let log: Log
  let recording: Recording
  let workflow: Workflow
  /// What would be deployed now.
  let deployable: Workflow
  let bindings: Bindings
  let preview: SchedulePreview?
  let history: History
  let standstill: Standstill
  let notifications: Notifications
  let contracts: [ChangedContract]
  let serverNotices: [String]
  let secrets: [SecretNote]
  let refused: RefusedForm?
  let editor: BindingEditor?
  let now: Instant
  let zone: TimeZoneRules?

  /// A form of the panel that was not taken, with what is wrong, or is looked at.
  package enum RefusedForm: Sendable {
    case name(typed: String, fault: String?)
    case binding(RefusedBinding)
    case notifications(NotificationChoice)
    case secret(name: String, [Fault])
  }

  /// - Parameters:
  ///   - workflow: what runs: the deployed version's, else the one that the trace gives.
  ///   - bindings: the owner's.
  ///   - preview: of the deployed schedule; `nil`: there is none.
  ///   - contracts: the tools that are others than the deployed version relies on.
  ///   - serverNotices: what the servers of its tools are known to say against its calls.
  ///   - secrets: that were found in the trace.
  ///   - refused: `nil`: the page is asked for, not the answer to a form.
  ///   - editor: the form of a binding in full; `nil`: none is looked at.
  ///   - zone: the rules of a zone by its IANA name; where it knows none, times are in UTC.
  package init(
    layout: Layout, trace: Trace, workflow: Workflow, bindings: Bindings,
    preview: SchedulePreview?, history: History, standstill: Standstill,
    notifications: Notifications = Notifications(), contracts: [ChangedContract] = [],
    serverNotices: [String] = [], secrets: [SecretNote] = [], refused: RefusedForm? = nil,
    editor: BindingEditor? = nil,
    now: Instant,
    zone: (String) -> TimeZoneRules? = { _ in nil }
  ) {
    self.layout = layout.within(.traces)
    self.trace = trace.automation
    log = trace.log
    recording = trace.recording
    self.workflow = workflow
    deployable = trace.workflow
    self.bindings = bindings
    self.preview = preview
    self.history = history
    self.standstill = standstill
    self.notifications = notifications
    self.contracts = contracts
    self.serverNotices = serverNotices
    self.secrets = secrets
    self.refused = refused
    self.editor = editor
    self.now = now
    self.zone = (preview?.timezone ?? trace.automation.timeZoneName).flatMap(zone)
  }

  package static var fields: [Field<TracePage>] {
    [
      .number("longest_name") { _ in Limits.nameCharacters },
      .model("layout") { $0.layout },
      .text("id") { $0.trace.id },
      .text("name") { $0.trace.displayName.detailed },
      .text("default_name") { $0.trace.unnamed.listed },
      .text("given_name") { $0.nameAsTyped },
      .text("name_fault") { page in
        if case .name(_, let fault)? = page.refused { fault } else { nil }
      },
      .text("seen") { SeenTrace.text(of: $0.trace, on: $0.layout) },
      .text("seen_pause") { Pause.seen($0.standstill.pause) },
      .text("owner") { $0.trace.userID.detailed },
      .text("provider") { $0.trace.origin.providerID.detailed },
      .text("thread") { $0.trace.origin.threadID.detailed },
      .model("created") { $0.time($0.trace.createdAt) },
      .model("updated") { $0.time($0.trace.updatedAt) },
      .model("deployed") { $0.time($0.trace.deployedAt) },
    ] + pathFields + statusFields + standstillFields + workflowFields + historyFields
      + notificationFields + contractFields + secretFields
  }

  private var nameAsTyped: String? {
    if case .name(let typed, _)? = refused { typed } else { trace.name?.onOneLine }
  }

  func time(_ instant: Instant?) -> TimeText? {
    instant.map { TimeText(instant: $0, zone: zone, now: now) }
  }
}
