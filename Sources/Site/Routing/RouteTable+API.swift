import Hummingbird
import OrderedJSON

extension RouteTable {
  /// The lines of programs, grouped by resource.
  /// - Parameters:
  ///   - services: what each handler keeps.
  ///   - tests: of connections, the same as the pages show.
  static func api(_ services: Services, tests: LatestTests) -> [Route] {
    let traces = TraceAPI(services: services)
    let workflows = WorkflowAPI(services: services)
    let deployments = DeploymentAPI(services: services)
    let runs = RunAPI(services: services)
    let callbacks = CallbackAPI(services: services)
    let pauses = PauseAPI(services: services)
    let bindings = BindingAPI(services: services)
    let connections = ConnectionAPI(services: services, tests: tests)
    let notifications = NotificationAPI(services: services)
    let accounts = AccountAPI(services: services)

    return [
      .api(
        .post, Paths.API.traces, "Save a trace", weight: .save, takes: TraceAPI.draft,
        answers: Answers(.created, TraceAPI.saved), traces.create),
      .api(
        .post, Paths.API.importedTraces, "Save the log of any agent as a trace", weight: .save,
        takes: TraceAPI.log, answers: Answers(.created, TraceAPI.imported), traces.importLog),
      .api(
        .get, Paths.API.traces, "List traces, the newest first", takes: TraceAPI.query,
        answers: Answers(.listing("traces", of: Shapes.automation)), traces.list),
      .api(
        .get, Paths.API.trace, "Read a trace", takes: .nothing, answers: Answers(TraceAPI.trace),
        traces.show),
      .api(
        .patch, Paths.API.trace, "Change a trace's name, entries or both", weight: .save,
        takes: TraceAPI.changes, answers: Answers(.done(TraceAPI.updatedText)), traces.update),
      .api(
        .delete, Paths.API.trace, "Delete a trace with its versions and history", takes: .nothing,
        answers: Answers(.done("Trace deleted successfully")), traces.delete),
      .api(
        .get, Paths.API.traceOfThread, "Read the newest trace of a thread", takes: .nothing,
        answers: Answers(TraceAPI.trace), traces.showThread),
      .api(
        .put, Paths.API.traceOfThread, "Save the trace of a thread, or update it", weight: .save,
        takes: TraceAPI.threadTrace,
        answers: Answers([.created, .ok], TraceAPI.upserted) { $0.isNew ? .created : .ok },
        traces.upsertThread),

      .api(
        .get, Paths.API.workflow, "Read what is to happen, and what of it may be meant otherwise",
        takes: WorkflowAPI.at, answers: Answers(WorkflowAPI.workflow), workflows.show),
      .api(
        .patch, Paths.API.workflow, "Take and leave proposals, and change steps", weight: .save,
        takes: WorkflowAPI.changes, answers: Answers(WorkflowAPI.workflow), workflows.change),
      .api(
        .post, Paths.API.resetWorkflow, "Read what is to happen from the trace again",
        weight: .save, takes: .anyBody, answers: Answers(WorkflowAPI.workflow), workflows.reset),
      .api(
        .post, Paths.API.rehearsal, "Do what only reads, and show what all else would send",
        weight: .run, takes: WorkflowAPI.rehearsal, answers: Answers(.accepted, RunAPI.started),
        workflows.rehearse),

      .api(
        .post, Paths.API.deploy, "Put a trace on a schedule", weight: .deploy,
        takes: deployments.deployment, answers: Answers(DeploymentAPI.deployed),
        deployments.deploy
      ).repeated(while: deployments.isDeployed),
      .api(
        .patch, Paths.API.deploymentStatus, "Set the status of an automation",
        takes: DeploymentAPI.status, answers: Answers(DeploymentAPI.statusSet),
        deployments.setStatus),
      .api(
        .post, Paths.API.acceptContracts, "Accept tools that are others than a version relies on",
        takes: DeploymentAPI.tools, answers: Answers(DeploymentAPI.contractsAccepted),
        deployments.acceptContracts),
      .api(
        .post, Paths.API.schedulePreview, "Tell what a schedule means; stores nothing",
        weight: .preview, isReading: true, takes: deployments.schedule,
        answers: Answers(DeploymentAPI.preview), deployments.preview),

      .api(
        .post, Paths.API.runsOfTrace, "Run an automation now", weight: .run, takes: .anyBody,
        answers: Answers(.accepted, RunAPI.started), runs.runNow),
      .api(
        .get, Paths.API.runsOfTrace, "List an automation's runs, the newest first",
        takes: .window, answers: Answers(.listing("runs", of: Shapes.listedRun)), runs.list),
      .api(
        .get, Paths.API.run, "Read a run with its steps", takes: RunAPI.firstStep,
        answers: Answers(RunAPI.run), runs.show),
      .api(
        .post, Paths.API.cancelRun, "Stop a run", takes: .anyBody,
        answers: Answers(.done("Run stopped")), runs.cancel),
      .api(
        .post, Paths.API.rerun, "Run the same version again", weight: .run, takes: .anyBody,
        answers: Answers(.accepted, RunAPI.started), runs.rerun),
      .api(
        .post, Paths.API.resolveRun, "Say what became of a run whose outcome is unknown",
        weight: .run, takes: RunAPI.settling, answers: Answers(RunAPI.settled), runs.resolve),
      .api(
        .get, Paths.API.occurrences, "Read an automation's ledger, the newest first",
        takes: RunAPI.occurrenceQuery,
        answers: Answers(.listing("occurrences", of: Shapes.occurrence)), runs.occurrences),
      .api(
        .get, Paths.API.totals, "Count how many instants of each day ended how",
        takes: RunAPI.since, answers: Answers(RunAPI.totals), runs.totals),

      .provedByAddress(
        .post, Paths.API.callback, "Answer a step that waits for it, once", callbacks.token,
        upTo: Limits.callbackBytes, takes: CallbackAPI.answer,
        answers: Answers(.done("Answer taken")), refuses: [.gone], callbacks.take),

      .api(
        .get, Paths.API.pause, "Read the pause of everything", takes: .nothing,
        answers: Answers(PauseAPI.current), pauses.show),
      .api(
        .post, Paths.API.pause, "Pause everything", takes: PauseAPI.newPause,
        answers: Answers(PauseAPI.begun), pauses.begin
      ).repeated(while: pauses.isInForce),
      .api(
        .delete, Paths.API.pause, "End the pause of everything", takes: .nothing,
        answers: Answers(.done("The pause is over")), pauses.end),
      .api(
        .get, Paths.API.notices, "List what a person should know, the newest first",
        takes: .window, answers: Answers(.listing("notices", of: PauseAPI.notice)),
        pauses.notices),

      .api(
        .get, Paths.API.bindings, "List what tools are bound to", takes: .nothing,
        answers: Answers(BindingAPI.all), bindings.list),
      .api(
        .put, Paths.API.bindings, "Bind a tool", takes: BindingAPI.newBinding,
        answers: Answers(BindingAPI.bound), bindings.put),
      .api(
        .delete, Paths.API.bindings, "Take a tool's binding away", takes: BindingAPI.named,
        answers: Answers(.done("Tool unbound")), bindings.remove),

      .api(
        .get, Paths.API.connections, "List connections: one's own and those offered to everybody",
        takes: ConnectionAPI.owner, answers: Answers(ConnectionAPI.all), connections.list),
      .api(
        .post, Paths.API.connections, "Make a connection", weight: .save, holdsSecret: true,
        takes: ConnectionAPI.newConnection, answers: Answers(.created, ConnectionAPI.made),
        connections.create),
      .api(
        .get, Paths.API.connection, "Read a connection", takes: .nothing,
        answers: Answers(ConnectionAPI.one), connections.show),
      .api(
        .patch, Paths.API.connection, "Change a connection", weight: .save, holdsSecret: true,
        takes: ConnectionAPI.changes, answers: Answers(ConnectionAPI.one), connections.change),
      .api(
        .delete, Paths.API.connection, "Delete a connection; what was bound to it is unbound",
        takes: ConnectionAPI.confirmation, answers: Answers(.done("Connection deleted")),
        connections.delete),
      .api(
        .post, Paths.API.testConnection, "Make a call through a connection that changes nothing",
        weight: .run, takes: ConnectionAPI.probe, answers: Answers(ConnectionAPI.tested),
        connections.test),

      .api(
        .get, Paths.API.notifications, "Read of what one is told, where, and what came of it",
        takes: .nothing, answers: Answers(NotificationAPI.settings), notifications.show),
      .api(
        .put, Paths.API.notifications, "Say of what one is to be told, and where", weight: .save,
        holdsSecret: true, takes: NotificationAPI.changes,
        answers: Answers(NotificationAPI.settings), notifications.change),
      .api(
        .post, Paths.API.testChannel,
        "Send a test to a channel; to an address that waits, the question whether it is wanted",
        takes: .anyBody, answers: Answers(.accepted, NotificationAPI.tested), notifications.test),
      .api(
        .get, Paths.API.notificationChoice, "Read what is said of one automation alone",
        takes: .nothing, answers: Answers(NotificationAPI.choice), notifications.showChoice),
      .api(
        .put, Paths.API.notificationChoice,
        "Say of what of one automation its owner is to be told, and where", weight: .save,
        takes: NotificationAPI.newChoice, answers: Answers(NotificationAPI.choice),
        notifications.choose),

      .api(
        .post, Paths.API.accounts, "Make an account with a token", for: .administrators,
        holdsSecret: true, takes: AccountAPI.newAccount,
        answers: Answers(.created, AccountAPI.created), accounts.create),
      .api(
        .post, Paths.API.accountTokens, "Make an API token", for: .administrators,
        holdsSecret: true, takes: AccountAPI.newToken,
        answers: Answers(.created, AccountAPI.token), accounts.createToken),
      .api(
        .post, Paths.API.accountLinks, "Make a one-time sign-in link", for: .administrators,
        holdsSecret: true, takes: AccountAPI.name, answers: Answers(.created, AccountAPI.link),
        accounts.createSignInLink),
      .api(
        .post, Paths.API.accountPasswords, "Set an account's password", for: .administrators,
        holdsSecret: true, takes: AccountAPI.newPassword,
        answers: Answers(AccountAPI.passwordSet), accounts.setPassword),

      .api(
        .get, Paths.API.settings, "Read what the server was told", for: .administrators,
        takes: .nothing, answers: Answers(SettingsAPI.settings),
        SettingsAPI(services: services).show),
      .status(
        Paths.API.health, "Whether the program can serve", for: .everybody,
        [.ok, .serviceUnavailable], answers: HealthAPI.schema, HealthAPI(services: services).show),
      .status(
        Paths.API.metrics, "What the program measures, for Prometheus", for: .operators, [.ok],
        answers: nil, MetricsAPI(services: services).show),
    ]
  }
}
