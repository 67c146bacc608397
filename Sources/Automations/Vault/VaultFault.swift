import OrderedJSON

/// Why the vault cannot open or seal: trying again would end alike.
package enum VaultFault: Error, Hashable, Sendable {
  /// The installation's key of that id is not here; `nil`: there is none at all.
  case noKey(String?)
  /// The installation's key of that id is another than the one that wrapped.
  case wrongKey(String)
  /// What is kept at a place is not what was sealed for it.
  case damaged(SecretPlace)
}

extension VaultFault: StorageFailure {
  package var outline: String {
    switch self {
    case .noKey, .wrongKey: "the vault's key is not here"
    case .damaged: "a secret in the vault cannot be opened"
    }
  }

  package var isFull: Bool { false }
  package var isUnreadable: Bool { true }
}

extension VaultFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noKey(.none): "the vault has no key here"
    case .noKey(let id?): "the vault's key \"\(id.inOneLine(Limits.vaultKeyID))\" is not here"
    case .wrongKey(let id):
      "the vault's key \"\(id.inOneLine(Limits.vaultKeyID))\" is another than the one that sealed"
    case .damaged(let place):
      "the secret \"\(place.name)\" of \(place.row.table) \(place.row.id) cannot be opened; "
        + "set it anew"
    }
  }
}
