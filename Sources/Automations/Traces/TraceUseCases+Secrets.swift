import Logging

// The secrets that were found in a trace, and rest in the vault.
extension TraceUseCases {
  /// What may be seen of them, by their names.
  package func secrets(of trace: Automation) async throws -> [SecretNote] {
    try await vault.notes(in: .trace(trace.id), of: trace.userID)
  }

  /// Puts another secret in the place of one, as when a key was changed: the trace and the versions that
  /// were deployed of it send it from their next call on.
  /// - Throws: `Refusal.notFound(.trace)`; `.invalid` with faults of `secret_name` and `secret_value`.
  package func replaceSecret(
    _ name: String, by text: String, of id: String, by act: Act
  ) async throws {
    let trace = try await automation(id, for: act.caller)
    let secret = SecretText(name: name, text: text)
    let faults = Fault.ofSecrets([secret], []).map { fault in
      Fault(["secret_value"], fault.message, fault.kind)
    }
    guard faults.isEmpty else { throw Refusal.invalid(faults) }
    guard try await vault.replace(secret, in: .trace(id), of: trace.userID, by: act) else {
      throw Refusal.invalid([
        Fault(["secret_name"], "names no secret of this trace any more")
      ])
    }
  }
}
