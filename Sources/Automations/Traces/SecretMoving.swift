import OrderedJSON
import Workflows

/// Moves the secrets of what was recorded into the vault before it is kept anywhere.
struct SecretMoving: Sendable {
  let vault: any Vault

  /// Whose the row is in which the secrets are to lie.
  struct Row: Sendable {
    let traceID: String
    let userID: String
  }

  /// - Parameters:
  ///   - row: of a trace that is not kept yet.
  ///   - earlier: the trace whose recording it is to replace, and which then says whose row it is; `nil`:
  ///     there is none. It is asked for where the recording has secrets, or may name some.
  /// - Throws: `Refusal.invalid` where it has more secrets than are kept; `StorageFailure`.
  func moved(
    _ json: JSON, to row: Row, onto earlier: () async throws -> KeptRecording?, by act: Act
  ) async throws -> NewRecording {
    var taker = SecretTaker(mark: SecretMark(word: Secret.random()))
    let taken = taker.taking(from: json)
    guard !taker.names.isEmpty || json.mayNameSecrets else { return NewRecording(Recording(json)) }
    guard let earlier = try await earlier() else {
      return try await sealed(taken, taker, row, .none, by: act)
    }
    let row = Row(traceID: earlier.traceID, userID: earlier.userID)
    let known = try await known(in: .trace(row.traceID), of: row.userID)
    var again = SecretTaker(
      mark: earlier.recording.mark ?? taker.mark, known: known.map { ($0.name, $0.text) },
      taken: earlier.secretNames)
    let takenAgain = again.taking(from: json, beside: earlier.recording.json)
    return try await sealed(
      takenAgain, again, row, .trace(earlier.traceID, revision: earlier.revision), by: act)
  }

  /// - Returns: none where they cannot be opened: what is saved then is set anew.
  func known(in row: SecretRow, of userID: String) async throws -> [SecretText] {
    do {
      return try await vault.comparable(in: row, of: userID)
    } catch let failure as any StorageFailure where failure.isUnreadable {
      return []
    }
  }

  private func sealed(
    _ json: JSON, _ taker: SecretTaker, _ row: Row, _ basis: NewRecording.Basis, by act: Act
  ) async throws -> NewRecording {
    let faults = SecretMoving.faults(of: taker, at: "trace_data")
    guard faults.isEmpty else { throw Refusal.invalid(faults) }
    return NewRecording(
      Recording(json, mark: taker.names.isEmpty ? nil : taker.mark),
      secrets: try await vault.seal(
        taker.new.map { SecretText(name: $0.name, text: $0.text) }, in: .trace(row.traceID),
        of: row.userID, by: act),
      names: taker.names, basis: basis)
  }

  static func faults(of taker: SecretTaker, at field: String) -> [Fault] {
    let most = Limits.secretsOfTrace
    let kinds = "as tokens and signed addresses are; there are"
    let bounds = [
      (taker.names.count, most.count, "at most \(most.count) different secrets"),
      (taker.marks, most.places, "secrets in at most \(most.places) places"),
      (taker.bytes, most.bytes, "secrets of at most \(most.bytes) bytes in all"),
    ]
    return bounds.filter { $0.0 > $0.1 }.prefix(1).map { count, _, words in
      Fault([field], "must hold \(words), \(kinds) \(count)", .tooLong)
    }
  }
}

extension JSON {
  /// Whether a text in it may stand for a secret that was recorded before.
  var mayNameSecrets: Bool {
    switch self {
    case .string(let text): text.utf8.contains(UInt8(ascii: "[")) && text.contains("[secret ")
    case .array(let elements): elements.contains(where: \.mayNameSecrets)
    case .object(let members): members.contains(where: \.value.mayNameSecrets)
    default: false
    }
  }
}
