package import Automations
import Glibc
import OrderedJSON

/// Where the installation's keys lie, without which nobody opens the vault: a credential of systemd
/// (https://systemd.io/CREDENTIALS/) where there is one, else a file of the data folder. Both are called
/// `vault-key`.
package struct VaultKeys {
  package let path: String
  /// Whether systemd hands it over, so that it is not this program's to change.
  package let isCredential: Bool

  /// - Parameters:
  ///   - data: the data folder.
  ///   - credentials: the folder of systemd's credentials; `nil`: there is none.
  package init(data: String, credentials: String?) {
    if let credentials, Files.exists(credentials + "/vault-key") {
      (path, isCredential) = (credentials + "/vault-key", true)
    } else {
      (path, isCredential) = (data + "/vault-key", false)
    }
  }

  package var areThere: Bool { Files.exists(path) }

  /// The keys for a server that starts; made where there are none and nothing needs one yet.
  /// - Parameter wrapped: one data key of the database's for each key that has wrapped some.
  /// - Throws: `Complaint` where they are not those that the database needs.
  package func forStart(opening wrapped: [WrappedKey]) throws -> KeyRing {
    if !areThere, wrapped.isEmpty {
      try Files.writeWhole(KeyRing([.random()]).text, to: path, mode: 0o400)
    }
    return try ring(opening: wrapped)
  }

  /// The keys, as far as there are any.
  /// - Throws: `Complaint` where the file has something else.
  package func ring() throws -> KeyRing {
    guard areThere else { return KeyRing([]) }
    let text = try Files.read(path)
    do {
      return try KeyRing(text: text)
    } catch {
      throw Complaint("\(path) is no list of keys: \(error)")
    }
  }

  /// The keys.
  /// - Throws: `Complaint` where they are not those that the database needs.
  package func ring(opening wrapped: [WrappedKey]) throws -> KeyRing {
    guard areThere || wrapped.isEmpty else {
      throw Complaint(
        "the key \(path) is gone, without which nobody opens the secrets in the database; \(remedy)"
      )
    }
    let ring = try ring()
    switch ring.fault(opening: wrapped) {
    case nil: return ring
    case .noKey(let id)?:
      let name = (id ?? "").inOneLine(Limits.vaultKeyID)
      throw Complaint(
        "the key \(path) is not the database's, whose secrets need the key \"\(name)\"; \(remedy)")
    case .wrongKey?, .damaged?:
      throw Complaint(
        "the key \(path) is not the database's: it does not open the secrets there; \(remedy)")
    }
  }

  private var remedy: String { "put back the vault-key that belongs to this database" }

  /// Whether somebody else of this machine may read the file.
  package var areOpenToOthers: Bool {
    var status = stat()
    return !isCredential && stat(path, &status) == 0 && status.st_mode & 0o077 != 0
  }
}

extension VaultKeys {
  init(_ settings: Settings) {
    self.init(data: settings.data, credentials: settings.credentials)
  }
}
