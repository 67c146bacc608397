import Automations
import Hummingbird

extension TracePages {
  /// Accepts the tools as they are now, all that the panel shows.
  @Sendable func acceptContracts(_ visit: Visit<String>) async throws -> Response {
    let form = try await services.checkedForm(visit)
    let changed = try await services.deployments.changedContracts(
      of: visit.path, for: visit.caller)
    try form.check(seen: ChangedContract.digest(of: changed), "its tools became others again")
    _ = try await services.deployments.acceptContracts(
      seen: changed, of: visit.path, by: visit.act)
    return back(visit, .contractsAccepted)
  }
}
