/// The installation's keys: the newest wraps, and what an older one wrapped still opens.
package struct KeyRing: Sendable {
  /// The newest first.
  package let keys: [InstallationKey]

  /// - Parameter keys: of different ids, the newest first; none: it opens nothing.
  package init(_ keys: [InstallationKey]) { self.keys = keys }

  /// Wraps a data key by the newest key.
  /// - Throws: `VaultFault.noKey` where there is none.
  package func wrap(_ dataKey: DataKey, of userID: String) throws -> WrappedKey {
    guard let newest = keys.first else { throw VaultFault.noKey(nil) }
    return try newest.wrap(dataKey, of: userID)
  }

  /// - Throws: `VaultFault.noKey` where the key is not here that wrapped it, `.wrongKey` where the one of
  ///   that id is another.
  package func unwrap(_ wrapped: WrappedKey) throws(VaultFault) -> DataKey {
    guard let key = keys.first(where: { $0.id == wrapped.wrappedBy }) else {
      throw .noKey(wrapped.wrappedBy)
    }
    guard let dataKey = key.unwrap(wrapped) else { throw .wrongKey(wrapped.wrappedBy) }
    return dataKey
  }

  /// Why something could not be opened that these data keys sealed; `nil`: all of it can.
  package func fault(opening wrapped: [WrappedKey]) -> VaultFault? {
    for key in wrapped {
      do throws(VaultFault) { _ = try unwrap(key) } catch { return error }
    }
    return nil
  }
}

extension KeyRing: Discreet {
  package var description: String { "\(keys.count) of the installation's keys" }
}
