import OrderedJSON

/// What becomes of a connection's secrets.
struct SecretsChange: Sendable {
  /// Those that are set, each without faults.
  var set: [SecretText] = []
  /// The names of those that may be there, and so of all that stay.
  var names: Set<String> = []
}

extension ConnectionSettings {
  /// The names of the secrets that it takes: those that it cannot do without, and others.
  var secretNames: (needed: [String], others: [String]) { ofKind.secretNames }

  /// Whether the program keeps others for itself, as tokens and a secret that still holds.
  private var hasHiddenSecrets: Bool {
    if case .oauth2 = signIn { true } else { type(of: ofKind).formerSecret != nil }
  }

  /// Those that a caller never names.
  private static func isHidden(_ name: String) -> Bool {
    !["token", "password", "value", "client_secret", "refresh_token", "secret"].contains(name)
  }

  /// The secrets that a caller gives for a new connection.
  /// - Parameter made: one that is made besides.
  func secrets(
    reading json: JSON?, adding made: SecretText?, _ faults: inout [Fault]
  ) -> SecretsChange {
    guard let made, json == nil || json?.isNull == true || json?.members != nil else {
      return secrets(reading: json, beside: [], &faults)
    }
    let others = (json?.members ?? []).filter { $0.key != made.name }
    return secrets(
      reading: .object(others + [JSON.Member(made.name, .string(made.text))]), beside: [], &faults)
  }

  /// The secrets that a caller gives.
  /// - Parameters:
  ///   - json: an object of texts; `nil` or null: none is given.
  ///   - kept: the names of those that are there.
  ///   - faults: what is wrong, below `secrets`; no fault says what a secret is.
  func secrets(
    reading json: JSON?, beside kept: Set<String>, _ faults: inout [Fault]
  ) -> SecretsChange {
    let (needed, others) = secretNames
    let own = Set(needed + others)
    var change = SecretsChange(
      names: own.union(hasHiddenSecrets ? kept.filter(ConnectionSettings.isHidden) : []))
    var known = kept.intersection(own)
    if let json, !json.isNull, json.members == nil {
      faults.append(Fault(["secrets"], "must be an object, not \(json.kind)", .type))
      return change
    }
    for member in json?.members ?? [] {
      let path = ["secrets", member.key.cut(toBytes: Limits.quotedNameBytes)]
      guard own.contains(member.key) else {
        faults.append(Fault(path, refusal(ofOther: needed + others)))
        // Thousands of wrong ones are told by the first.
        if faults.count > Limits.secretsOfRow { break }
        continue
      }
      switch member.value {
      case .null:
        change.names.remove(member.key)
        known.remove(member.key)
      case .string(SecretText.standIn(for: member.key)):
        if !kept.contains(member.key) {
          faults.append(Fault(path, "stands for a secret that is kept, and there is none"))
        }
      case .string(let text):
        change.set.removeAll { $0.name == member.key }
        change.set.append(SecretText(name: member.key, text: text))
        known.insert(member.key)
      default: faults.append(Fault(path, "must be a text, not \(member.value.kind)", .type))
      }
    }
    faults += Fault.ofSecrets(change.set, ["secrets"]) + kindFaults(of: change.set)
    for name in needed where !known.contains(name) && !faults.contains(where: { $0.isOf(name) }) {
      faults.append(
        Fault(
          ["secrets", name], "Field required: without it requests cannot prove who sends them",
          .missing))
    }
    return change
  }

  /// What its kind asks of secrets.
  private func kindFaults(of secrets: [SecretText]) -> [Fault] {
    secrets.compactMap { secret in
      ofKind.fault(ofSecret: secret.text).map { Fault(["secrets", secret.name], $0) }
    }
  }

  /// A secret that is made for a new connection where none is given; `nil`: nothing makes one.
  func madeSecret(beside given: JSON?) -> SecretText? {
    guard let made = type(of: ofKind).makeSecret(), given?[made.name].map(\.isNull) ?? true else {
      return nil
    }
    return made
  }

  /// The secret in whose place another is put and which holds for some time yet, and the name by which it
  /// is kept meanwhile; `nil`: there is none.
  func formerSecret(replacedBy given: [SecretText]) -> (name: String, keptAs: String)? {
    given.isEmpty ? nil : type(of: ofKind).formerSecret
  }

  private func refusal(ofOther names: [String]) -> String {
    names.isEmpty
      ? "must be absent: with these settings there are no secrets"
      : "must be absent: with these settings the secrets are \(names.joined(separator: ", "))"
  }
}

extension Fault {
  fileprivate func isOf(_ secret: String) -> Bool { path == ["secrets", secret] }
}
