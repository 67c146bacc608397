import GRDB
import Glibc

extension Database {
  /// Copies the database of a data folder into one file by SQLite's online backup, while a server
  /// may go on with it: the copy is what was committed at one moment, and checked before it gets its
  /// name. It only reads, so it needs no lock.
  /// - Parameter path: of a file that is not there yet; its folder is.
  /// - Throws: `StorageFault`.
  package static func backUp(folder: String, to path: String) throws {
    let (source, partial) = (folder + "/reprise.db", path + ".partial")
    guard access(path, F_OK) != 0 else {
      throw StorageFault.notWritable(path: path, reason: "there is a file of that name")
    }
    // SQLite fills the empty file, which nobody else may read. One of that name may be somebody's, or
    // of a backup that was cut off.
    let file = open(partial, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw StorageFault.notWritable(
        path: partial,
        reason: errno == EEXIST
          ? "it is there already; remove it where no backup goes on"
          : String(cString: strerror(errno)))
    }
    defer {
      close(file)
      unlink(partial)
    }
    try StorageFault.translating(source) {
      let original = try DatabaseQueue.reading(from: source)
      defer { try? original.close() }
      try StorageFault.translating(partial) { try copy(original, to: partial) }
    }
    do throws(FileFault) {
      try DurableFile.place(file, at: partial, as: path)
    } catch {
      throw StorageFault(error)
    }
  }

  private static func copy(_ original: DatabaseQueue, to path: String) throws {
    let copy = try DatabaseQueue(path: path)
    defer { try? copy.close() }
    try original.backup(to: copy)
    // One file, without a log beside it.
    let verdict = try copy.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA journal_mode = DELETE")
      return try String.fetchOne(db, sql: "PRAGMA integrity_check(1)")
    }
    guard verdict == "ok" else {
      throw StorageFault.corrupt(path: path, reason: verdict ?? "not checked")
    }
  }
}
