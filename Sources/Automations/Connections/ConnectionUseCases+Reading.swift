import OrderedJSON

/// What is given of a connection: its kind, settings and secrets.
extension ConnectionUseCases {
  /// - Parameter former: whose document is not looked at again.
  /// - Returns: beside faults as far as they can be read; `nil`: not at all.
  func settings(
    _ kind: AdapterKind, _ json: JSON, inPlaceOf former: ConnectionSettings? = nil,
    _ faults: inout [Fault]
  ) -> (settings: ConnectionSettings, isShared: Bool)? {
    var found: [Fault] = []
    let read = ConnectionSettings.read(kind, json, by: .person, telling: &found)
    let places = Set(found.map(\.path))
    found += (read?.settings.faultsWhenGiven ?? []).filter { !places.contains($0.path) }
    if let read, read.settings.document != former?.document,
      !places.contains(["settings", "document"]),
      let fault = testers.first(where: { $0.kind == kind })?.fault(of: read.settings)
    {
      found.append(fault)
    }
    faults += found
    return read
  }

  /// The secrets of a change, sealed, and the names of those that stay.
  func secrets(
    _ json: JSON?, of connection: Connection, with settings: ConnectionSettings,
    _ faults: inout [Fault], by act: Act
  ) async throws -> (sealed: [SealedSecret], kept: Set<String>) {
    let (row, owner) = (SecretRow.connection(connection.id), connection.owner ?? "")
    let notes = try await vault.notes(in: row, of: owner)
    var change = settings.secrets(reading: json, beside: Set(notes.map(\.name)), &faults)
    guard faults.isEmpty else { return ([], []) }
    if let former = settings.formerSecret(replacedBy: change.set) {
      do {
        let kept = try await vault.secret(at: SecretPlace(row, former.name), of: owner)
        if let kept, change.set.contains(kept) {
          // It was told again: what it took the place of holds as long as before.
          change.set.removeAll { $0.name == former.name }
        } else if let kept {
          change.set.append(SecretText(name: former.keptAs, text: kept.text))
          change.names.insert(former.keptAs)
        }
      } catch let failure as any StorageFailure where failure.isUnreadable {
        // The new one signs alone: what cannot be read would keep it from that.
        change.names.remove(former.keptAs)
      }
    }
    return (try await vault.seal(change.set, in: row, of: owner, by: act), change.names)
  }

  func fault(ofKind kind: AdapterKind) -> [Fault] {
    guard !kinds.contains(kind) else { return [] }
    let names = kinds.map(\.rawValue).joined(separator: ", ")
    return [
      Fault(
        ["kind"],
        kind == .local
          ? "must be one of: \(names); the connection local is built in"
          : "must be one of: \(names)")
    ]
  }
}
