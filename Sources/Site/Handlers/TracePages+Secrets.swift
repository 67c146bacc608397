import Automations
import Hummingbird

extension TracePages {
  /// Puts another secret in the place of one that was found in the trace.
  @Sendable func replaceSecret(_ visit: Visit<String>) async throws -> Response {
    let form = try await services.checkedForm(visit)
    let name = form.given("secret_name") ?? ""
    // A field of several lines sends them with the ends that forms have (HTML, 4.10.21.4).
    let value = (form.given("secret_value") ?? "").split(
      separator: "\r\n", omittingEmptySubsequences: false
    ).joined(separator: "\n")
    do {
      try await services.traces.replaceSecret(name, by: value, of: visit.path, by: visit.act)
      return back(visit, .secretReplaced)
    } catch Refusal.invalid(let faults) {
      return try await panel(visit, refused: .secret(name: name, faults))
    }
  }
}
