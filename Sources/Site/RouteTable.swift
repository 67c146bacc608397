import Hummingbird

/// Every URL of the site, grouped by resource.
package struct RouteTable: Sendable {
  /// No two have both method and path in common.
  package let routes: [Route]

  /// - Parameter services: what each handler keeps.
  package init(_ services: Services) {
    let traces = TraceAPI(services: services)
    let deployments = DeploymentAPI(services: services)
    let runs = RunAPI(services: services)
    let pauses = PauseAPI(services: services)
    let bindings = BindingAPI(services: services)
    let accounts = AccountAPI(services: services)
    let tracePages = TracePages(services: services)
    let schedulePages = SchedulePages(services: services)
    let runPages = RunPages(services: services)
    let history = HistoryPages(services: services)
    let pausePages = PausePages(services: services)
    let signIn = SignInPages(services: services)
    let account = AccountPages(services: services)

    routes = [
      .api(.post, "/automation/traces", traces.create),
      .api(.get, "/automation/traces", traces.list),
      .api(.get, "/automation/traces/{id}", traces.show),
      .api(.patch, "/automation/traces/{id}", traces.update),
      .api(.delete, "/automation/traces/{id}", traces.delete),
      .api(.get, "/automation/traces/thread/{thread_id}", traces.showThread),
      .api(.put, "/automation/traces/thread/{thread_id}", traces.upsertThread),

      .api(.post, "/automation/deploy", deployments.deploy),
      .api(.patch, "/automation/deployment-status/{id}", deployments.setStatus),
      .api(.post, "/automation/schedule/preview", isReading: true, deployments.preview),

      .api(.post, "/automation/traces/{id}/runs", runs.runNow),
      .api(.get, "/automation/traces/{id}/runs", runs.list),
      .api(.get, "/automation/runs/{id}", runs.show),
      .api(.post, "/automation/runs/{id}/cancel", runs.cancel),
      .api(.post, "/automation/runs/{id}/rerun", runs.rerun),
      .api(.post, "/automation/runs/{id}/resolve", runs.resolve),
      .api(.get, "/automation/traces/{id}/occurrences", runs.occurrences),
      .api(.get, "/automation/traces/{id}/totals", runs.totals),

      .api(.get, "/automation/pause", pauses.show),
      .api(.post, "/automation/pause", pauses.begin),
      .api(.delete, "/automation/pause", pauses.end),
      .api(.get, "/automation/notices", pauses.notices),

      .api(.get, "/automation/bindings", bindings.list),
      .api(.put, "/automation/bindings", bindings.put),
      .api(
        .post, "/automation/accounts", for: .administrators, holdsSecret: true, accounts.create),
      .api(
        .post, "/automation/accounts/tokens", for: .administrators, holdsSecret: true,
        accounts.createToken),
      .api(
        .post, "/automation/accounts/links", for: .administrators, holdsSecret: true,
        accounts.createSignInLink),
      .api(
        .post, "/automation/accounts/passwords", for: .administrators, holdsSecret: true,
        accounts.setPassword),
      .api(.get, "/health", for: .everybody, HealthAPI(services: services).show),
      .api(.get, "/metrics", for: .operators, MetricsAPI(services: services).show),

      .page(.get, "/", tracePages.home),
      .page(.get, "/traces", tracePages.list),
      .page(.post, "/traces", tracePages.create),
      .page(.get, "/traces/new", tracePages.new),
      .page(.get, "/traces/{id}", tracePages.show),
      .page(.post, "/traces/{id}/name", tracePages.rename),
      .page(.post, "/traces/{id}/status", tracePages.setStatus),
      .page(.post, "/traces/{id}/runs", tracePages.runNow),
      .page(.post, "/traces/{id}/bindings", tracePages.bind),
      .page(.get, "/traces/{id}/entries/{number}", tracePages.entry),
      .page(.get, "/traces/{id}/steps/{number}", tracePages.step),
      .page(.get, "/traces/{id}/delete", tracePages.confirmDelete),
      .page(.post, "/traces/{id}/delete", tracePages.delete),
      .page(.get, "/traces/{id}/schedule", schedulePages.show),
      .page(.post, "/traces/{id}/schedule", schedulePages.deploy),
      .page(.get, "/traces/{id}/occurrences", history.occurrences),
      .page(.get, "/runs", history.runs),
      .page(.get, "/runs/{id}", runPages.show),
      .page(.post, "/runs/{id}/cancel", runPages.cancel),
      .page(.post, "/runs/{id}/rerun", runPages.rerun),
      .page(.post, "/runs/{id}/resolve", runPages.resolve),
      .page(.get, "/pause", pausePages.show),
      .page(.post, "/pause", pausePages.begin),
      .page(.post, "/pause/end", pausePages.end),

      .page(.get, "/sign-in", for: .everybody, signIn.show),
      .page(.post, "/sign-in", for: .everybody, holdsSecret: true, signIn.signIn),
      .page(.post, "/sign-out", signIn.signOut),

      .page(.get, "/account", account.show),
      .page(.post, "/account/password", holdsSecret: true, account.changePassword),
      .page(.post, "/account/sessions/end", account.endOtherSessions),
      .page(.post, "/account/sessions/{id}/end", account.endSession),
      .page(.post, "/account/tokens", holdsSecret: true, account.createToken),
      .page(.post, "/account/tokens/{id}/revoke", account.revokeToken),
    ]
  }

  /// The methods that a path takes; empty where nothing has that path. What can be read can be asked
  /// for its head alone (RFC 9110, 9.3.2).
  func methods(of path: some StringProtocol) -> [String] {
    routes.filter { $0.covers(path) }.flatMap { route in
      route.method == .get ? ["GET", "HEAD"] : [route.method.rawValue]
    }
  }
}
