import OrderedJSON
import Workflows

extension SecretMoving {
  /// Moves the secrets of a `schedule_config` into the vault before it is kept anywhere.
  /// - Parameters:
  ///   - row: of the automation that is deployed.
  ///   - earlier: what was deployed before. It is asked for where the config has secrets, or may name
  ///     some.
  /// - Returns: `nil` where it has none.
  /// - Throws: `Refusal.invalid` where it has more secrets than are kept; `StorageFailure`.
  func moved(
    _ config: JSON?, to row: Row, onto earlier: () async throws -> KeptConfig?, by act: Act
  ) async throws -> NewConfig? {
    guard let config, config.holdsSecret || config.mayNameSecrets else { return nil }
    let earlier = try await earlier()
    let place = SecretRow.schedule(row.traceID)
    let known = try await known(in: place, of: row.userID)
    var taker = SecretTaker(
      mark: earlier?.mark ?? SecretMark(word: Secret.random()),
      known: known.map { ($0.name, $0.text) },
      taken: Set(try await vault.notes(in: place, of: row.userID).map(\.name)))
    let taken = taker.taking(from: config, beside: earlier?.json)
    guard !taker.names.isEmpty else { return nil }
    let faults = SecretMoving.faults(of: taker, at: "schedule_config")
    guard faults.isEmpty else { throw Refusal.invalid(faults) }
    return NewConfig(
      json: taken, mark: taker.mark,
      secrets: try await vault.seal(
        taker.new.map { SecretText(name: $0.name, text: $0.text) }, in: place, of: row.userID,
        by: act),
      names: taker.names, basis: earlier?.version)
  }
}
