import Crypto

/// What seals the secrets of one owner: 256 random bits.
package struct DataKey: Sendable {
  /// Stands beside all that it has sealed.
  package let id: String
  let key: SymmetricKey

  /// A new one.
  package static func random() -> DataKey {
    DataKey(id: Identifier.random(), key: SymmetricKey(size: .bits256))
  }
}

extension DataKey: Discreet {
  package var description: String { "data key \(id)" }
}

extension DataKey {
  /// Seals a secret for its place.
  /// - Returns: as `Sealing.seal`, of the text's UTF-8.
  package func seal(_ secret: SecretText, in row: SecretRow) throws -> [UInt8] {
    let place = SecretPlace(row, secret.name)
    return try Sealing.seal(Array(secret.text.utf8), with: key, for: place.associatedData)
  }

  /// Opens what was sealed for a place.
  /// - Throws: `VaultFault.damaged` where it was sealed for another place, or with another key, or was
  ///   changed.
  package func open(
    _ sealed: [UInt8], at place: SecretPlace
  ) throws(VaultFault) -> SecretText {
    guard let bytes = Sealing.open(sealed, with: key, for: place.associatedData),
      let text = String(validating: bytes, as: UTF8.self)
    else { throw .damaged(place) }
    return SecretText(name: place.name, text: text)
  }
}

/// A data key as it rests: wrapped by a key of the installation, for its owner alone.
package struct WrappedKey: Hashable, Sendable {
  package let userID: String
  /// The data key's.
  package let id: String
  /// As `Sealing.seal` leaves its 32 bytes.
  package let wrapped: [UInt8]
  /// The id of the installation's key.
  package let wrappedBy: String

  package init(userID: String, id: String, wrapped: [UInt8], wrappedBy: String) {
    self.userID = userID
    self.id = id
    self.wrapped = wrapped
    self.wrappedBy = wrappedBy
  }
}
