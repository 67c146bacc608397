import Crypto
import OrderedJSON

/// A key of the installation, which wraps the owners' data keys and lies in no database.
package struct InstallationKey: Sendable {
  /// Stands beside all that it has wrapped: letters, digits, `-` and `_`, up to
  /// `Limits.vaultKeyID`.
  package let id: String
  private let key: SymmetricKey

  /// - Returns: `nil` for what is no id, or not 32 bytes.
  package init?(id: String, bytes: [UInt8]) {
    guard InstallationKey.isID(id.utf8), bytes.count == 32 else { return nil }
    self.init(id: id, key: SymmetricKey(data: bytes))
  }

  private init(id: String, key: SymmetricKey) {
    self.id = id
    self.key = key
  }

  /// A new one.
  package static func random() -> InstallationKey {
    InstallationKey(
      id: Secret.hexadecimal(Secret.bytes(8)), key: SymmetricKey(size: .bits256))
  }

  static func isID(_ text: some Collection<UInt8>) -> Bool {
    (1...Limits.vaultKeyID).contains(text.count)
      && text.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}

extension InstallationKey: Discreet {
  package var description: String { "installation's key \(id)" }
}

extension InstallationKey {
  /// Its id and 64 hexadecimal digits: how a file has it.
  var line: String { "\(id) \(Secret.hexadecimal(key.bytes))" }

  /// Wraps a data key for its owner.
  package func wrap(_ dataKey: DataKey, of userID: String) throws -> WrappedKey {
    WrappedKey(
      userID: userID, id: dataKey.id,
      wrapped: try Sealing.seal(
        dataKey.key.bytes, with: key, for: Sealing.associatedData(userID, dataKey.id, id)),
      wrappedBy: id)
  }

  /// - Returns: `nil` where it was wrapped by another key, for another owner, under another id, or was
  ///   changed.
  package func unwrap(_ wrapped: WrappedKey) -> DataKey? {
    let place = Sealing.associatedData(wrapped.userID, wrapped.id, wrapped.wrappedBy)
    guard let bytes = Sealing.open(wrapped.wrapped, with: key, for: place), bytes.count == 32
    else { return nil }
    return DataKey(id: wrapped.id, key: SymmetricKey(data: bytes))
  }
}
