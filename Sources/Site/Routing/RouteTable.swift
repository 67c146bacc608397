import Hummingbird
import OrderedJSON

/// Every URL of the site, grouped by resource.
package struct RouteTable: Sendable {
  /// No two have both method and path in common.
  package let routes: [Route]
  /// How many segments the longest path has.
  private let depth: Int

  /// - Parameter services: what each handler keeps.
  package init(_ services: Services) {
    let traces = TraceAPI(services: services)
    let deployments = DeploymentAPI(services: services)
    let runs = RunAPI(services: services)
    let callbacks = CallbackAPI(services: services)
    let pauses = PauseAPI(services: services)
    let bindings = BindingAPI(services: services)
    let tests = LatestTests()
    let connections = ConnectionAPI(services: services, tests: tests)
    let notifications = NotificationAPI(services: services)
    let accounts = AccountAPI(services: services)
    let tracePages = TracePages(services: services)
    let schedulePages = SchedulePages(services: services)
    let runPages = RunPages(services: services)
    let history = HistoryPages(services: services)
    let connectionPages = ConnectionPages(services: services, tests: tests)
    let pausePages = PausePages(services: services)
    let signIn = SignInPages(services: services)
    let account = AccountPages(services: services)
    let notificationPages = NotificationPages(services: services)
    let confirmation = ConfirmationPages(services: services)

    let lines: [Route] = [
      .api(
        .post, Paths.API.traces, "Save a trace", weight: .save, takes: TraceAPI.draft,
        answers: Answers(.created, TraceAPI.saved), traces.create),
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

      .page(.get, Paths.home, tracePages.home),
      .page(.get, Paths.traces, tracePages.list),
      .page(.post, Paths.traces, weight: .save, tracePages.create, again: tracePages.newAgain),
      .page(.get, Paths.newTrace, tracePages.new),
      .page(.get, Paths.trace, tracePages.show),
      .page(
        .post, Paths.renameTrace, weight: .save, tracePages.rename, again: tracePages.renameAgain),
      .page(.post, Paths.setStatus, tracePages.setStatus, again: tracePages.show),
      .page(.post, Paths.runNow, weight: .run, tracePages.runNow, again: tracePages.show),
      .page(.post, Paths.bindTool, tracePages.bind, again: tracePages.bindAgain),
      .page(
        .post, Paths.acceptContracts, tracePages.acceptContracts, again: tracePages.show),
      .page(
        .post, Paths.chooseNotifications, weight: .save, tracePages.chooseNotifications,
        again: tracePages.chooseNotificationsAgain),
      .page(.get, Paths.entry, tracePages.entry),
      .page(.get, Paths.step, tracePages.step),
      .page(.get, Paths.deleteTrace, tracePages.confirmDelete),
      .page(.post, Paths.deleteTrace, tracePages.delete, again: tracePages.confirmDelete),
      .page(.get, Paths.schedule, schedulePages.show),
      .page(
        .post, Paths.schedule, weight: .deploy, schedulePages.deploy,
        again: schedulePages.deployAgain),
      .page(.get, Paths.occurrences, history.occurrences),
      .page(.get, Paths.runs, history.runs),
      .page(.get, Paths.run, runPages.show),
      .page(.post, Paths.cancelRun, runPages.cancel, again: runPages.show),
      .page(.post, Paths.rerun, weight: .run, runPages.rerun, again: runPages.show),
      .page(.post, Paths.resolveRun, weight: .run, runPages.resolve, again: runPages.resolveAgain),
      .page(.get, Paths.connections, connectionPages.list),
      .page(
        .post, Paths.connections, weight: .save, holdsSecret: true, connectionPages.create,
        again: connectionPages.newAgain),
      .page(.get, Paths.newConnection, connectionPages.new),
      .page(.get, Paths.connection, connectionPages.show),
      .page(
        .post, Paths.connection, weight: .save, holdsSecret: true, connectionPages.change,
        again: connectionPages.changeAgain),
      .page(
        .post, Paths.testConnection, weight: .run, connectionPages.test,
        again: connectionPages.show),
      .page(
        .post, Paths.switchConnection, weight: .save, connectionPages.setEnabled,
        again: connectionPages.show),
      .page(
        .post, Paths.rotateSecret, weight: .save, connectionPages.rotate,
        again: connectionPages.show),
      .page(.get, Paths.deleteConnection, connectionPages.confirmDelete),
      .page(
        .post, Paths.deleteConnection, connectionPages.delete,
        again: connectionPages.confirmDelete),
      .page(.get, Paths.pause, pausePages.show),
      .page(.post, Paths.pause, pausePages.begin, again: pausePages.beginAgain),
      .page(.post, Paths.endPause, pausePages.end, again: tracePages.list),

      .openPage(.get, Paths.signIn, signIn.show),
      .openPage(.post, Paths.signIn, holdsSecret: true, signIn.signIn),
      .page(.post, Paths.signOut, signIn.signOut),

      .page(.get, Paths.account, account.show),
      .page(.post, Paths.changePassword, holdsSecret: true, account.changePassword),
      .page(.post, Paths.endOtherSessions, account.endOtherSessions, again: account.show),
      .page(.post, Paths.endSession, account.endSession, again: account.show),
      .page(
        .post, Paths.createToken, holdsSecret: true, account.createToken,
        again: account.createTokenAgain),
      .page(.post, Paths.revokeToken, account.revokeToken, again: account.show),
      .page(.get, Paths.notifications, notificationPages.show),
      .page(
        .post, Paths.notifications, weight: .save, notificationPages.setEvents,
        again: notificationPages.showAgain),
      .page(
        .post, Paths.addChannel, weight: .save, holdsSecret: true, notificationPages.add,
        again: notificationPages.showAgain),
      .page(
        .post, Paths.testChannel, notificationPages.test, again: notificationPages.show),
      .page(
        .post, Paths.removeChannel, weight: .save, notificationPages.remove,
        again: notificationPages.show),
      .openPage(.get, Paths.confirmAddress, confirmation.show),
      .openPage(.post, Paths.confirmAddress, holdsSecret: true, confirmation.confirm),
    ]
    routes = lines + [.contract(of: lines)]
    depth = routes.map { $0.path.split(separator: "/").count }.max() ?? 0
  }

  /// The route of a form that a request sends; `nil` where it sends none.
  func form(_ request: Request) -> Route? {
    guard request.method == .post else { return nil }
    let segments = request.uri.path.split(separator: "/", maxSplits: depth + 1)
    return routes.first { $0.method == .post && $0.covers(segments) }
  }

  /// The methods that a path takes; empty where nothing has that path. What can be read can be asked
  /// for its head alone (RFC 9110, 9.3.2).
  func methods(of path: some StringProtocol) -> [String] {
    // What is longer than every path need not be read to its end.
    let segments = path.split(separator: "/", maxSplits: depth + 1)
    return routes.filter { $0.covers(segments) }.flatMap { route in
      route.method == .get ? ["GET", "HEAD"] : [route.method.rawValue]
    }
  }

  /// Whether a program asks, by the first segment of a path: those get JSON, people get pages, also
  /// where nothing has that path.
  func isForAPI(_ path: some StringProtocol) -> Bool {
    guard let first = path.split(separator: "/", maxSplits: 1).first else { return false }
    return routes.contains { $0.face == .api && $0.path.dropFirst().prefix { $0 != "/" } == first }
  }
}
