package import Metrics
package import Scheduling
package import Templating
package import Workflows

/// What the handlers work with.
package struct Services: Sendable {
  package let traces: TraceUseCases
  package let deployments: DeploymentUseCases
  package let runs: RunUseCases
  package let pauses: PauseUseCases
  package let bindings: BindingUseCases
  package let accounts: AccountUseCases
  package let idempotency: IdempotencyUseCases
  package let templates: Templates
  package let origin: PublicOrigin
  package let timeZones: TimeZoneDatabase
  package let now: @Sendable () -> Instant
  /// Why nothing can be served; `nil` when all is well.
  package let healthFault: @Sendable () async -> String?
  /// What makes the instruments with which requests are measured.
  package let metrics: any MetricsFactory
  /// All that is measured, as Prometheus reads it.
  package let measured: @Sendable () async throws -> String

  package init(
    traces: TraceUseCases, deployments: DeploymentUseCases, runs: RunUseCases,
    pauses: PauseUseCases, bindings: BindingUseCases, accounts: AccountUseCases,
    idempotency: IdempotencyUseCases,
    templates: Templates, origin: PublicOrigin, timeZones: TimeZoneDatabase,
    now: @escaping @Sendable () -> Instant,
    healthFault: @escaping @Sendable () async -> String?,
    metrics: any MetricsFactory = NOOPMetricsHandler.instance,
    measured: @escaping @Sendable () async throws -> String = { "" }
  ) {
    self.traces = traces
    self.deployments = deployments
    self.runs = runs
    self.pauses = pauses
    self.bindings = bindings
    self.accounts = accounts
    self.idempotency = idempotency
    self.templates = templates
    self.origin = origin
    self.timeZones = timeZones
    self.now = now
    self.healthFault = healthFault
    self.metrics = metrics
    self.measured = measured
  }
}
