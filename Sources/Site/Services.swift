package import Automations
package import Metrics
package import Scheduling
package import Templating

/// What the handlers work with.
package struct Services: Sendable {
  /// Saving, listing and changing traces.
  package let traces: TraceUseCases
  /// What is to happen, and what people make of it.
  package let workflows: WorkflowUseCases
  /// Deploying, previews, and statuses set by hand.
  package let deployments: DeploymentUseCases
  /// Runs by hand, and what ran and did not.
  package let runs: RunUseCases
  /// Answers of steps that were taken and are carried out elsewhere.
  package let callbacks: CallbackUseCases
  /// The pause of all that a person has.
  package let pauses: PauseUseCases
  /// What carries out a person's tools.
  package let bindings: BindingUseCases
  /// Ways to what carries them out.
  package let connections: ConnectionUseCases
  /// Of what people are told, and where.
  package let notifications: NotificationUseCases
  /// Passwords, sessions, tokens and sign-in links.
  package let accounts: AccountUseCases
  /// Answers to calls with a key, for repetitions.
  package let idempotency: IdempotencyUseCases
  /// Of each account, how many requests are at work at a time, and how many wait for these.
  package let turns: Slots
  /// Bound to `SitePages.all`.
  package let templates: Templates
  /// Where browsers see the site: cookies and the check of forms go by it.
  package let origin: PublicOrigin
  /// The system's tz database.
  package let timeZones: TimeZoneDatabase
  /// The wall clock.
  package let now: @Sendable () -> Instant
  /// Why nothing can be served; `nil` when all is well.
  package let healthFault: @Sendable () async -> (any Error)?
  /// What makes the instruments with which requests are measured.
  package let metrics: any MetricsFactory
  /// All that is measured, as Prometheus reads it.
  package let measured: @Sendable () async throws -> String
  /// What the operator set, by the names of the variables, as it may be shown.
  package let settings: [String: String]

  package init(
    traces: TraceUseCases, workflows: WorkflowUseCases, deployments: DeploymentUseCases,
    runs: RunUseCases,
    callbacks: CallbackUseCases, pauses: PauseUseCases, bindings: BindingUseCases,
    connections: ConnectionUseCases, notifications: NotificationUseCases,
    accounts: AccountUseCases,
    idempotency: IdempotencyUseCases, turns: Slots = Slots(each: .max),
    templates: Templates,
    origin: PublicOrigin, timeZones: TimeZoneDatabase,
    now: @escaping @Sendable () -> Instant,
    healthFault: @escaping @Sendable () async -> (any Error)?,
    metrics: any MetricsFactory = NOOPMetricsHandler.instance,
    measured: @escaping @Sendable () async throws -> String = { "" },
    settings: [String: String] = [:]
  ) {
    self.traces = traces
    self.workflows = workflows
    self.deployments = deployments
    self.runs = runs
    self.callbacks = callbacks
    self.pauses = pauses
    self.bindings = bindings
    self.connections = connections
    self.notifications = notifications
    self.accounts = accounts
    self.idempotency = idempotency
    self.turns = turns
    self.templates = templates
    self.origin = origin
    self.timeZones = timeZones
    self.now = now
    self.healthFault = healthFault
    self.metrics = metrics
    self.measured = measured
    self.settings = settings
  }
}
