import GRDB

extension StorageFault {
  /// Does the work and names what SQLite says about the disk and the file.
  static func translating<Answer>(_ path: String, _ work: () throws -> Answer) throws -> Answer {
    do { return try work() } catch { throw named(error, path: path) }
  }

  static func named(_ error: any Error, path: String) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    let reason = error.message ?? "SQLite error \(error.resultCode.rawValue)"
    return switch error.resultCode {
    case .SQLITE_FULL: StorageFault.full(path: path)
    case .SQLITE_IOERR: StorageFault.inputOutput(path: path, reason: reason)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: StorageFault.corrupt(path: path, reason: reason)
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
      StorageFault.notWritable(path: path, reason: reason)
    case .SQLITE_BUSY, .SQLITE_LOCKED: StorageFault.busy(path: path)
    default: error
    }
  }
}
