import Automations
import Glibc

/// Why the storage cannot do its work. What is wrong with a statement itself is not among these: it
/// stays the `DatabaseError` that it is.
package enum StorageFault: StorageFailure, Hashable {
  /// Another process has the data folder; `holder` is what it wrote about itself.
  case locked(folder: String, holder: String)
  case notWritable(path: String, reason: String)
  case full(path: String)
  case inputOutput(path: String, reason: String)
  case corrupt(path: String, reason: String)
  /// Another program, which does not know the folder's lock, keeps the database busy.
  case busy(path: String)
  /// A later version of this program has changed the tables.
  case newerSchema(path: String)
  /// A stored value is not what this program writes.
  case unreadable(column: String)

  package var outline: String {
    switch self {
    case .locked: "another process has the data folder"
    case .notWritable: "the database cannot be opened for writing"
    case .full: "the disk is full"
    case .inputOutput: "the disk does not work"
    case .corrupt: "the database is damaged"
    case .busy: "another program keeps the database locked"
    case .newerSchema: "the database was made by a newer version of this program"
    case .unreadable: "a value in the database cannot be read"
    }
  }

  package var isFull: Bool {
    if case .full = self { true } else { false }
  }

  package var isUnreadable: Bool {
    if case .unreadable = self { true } else { false }
  }
}

extension StorageFault {
  /// Whether something else than what was asked about would fail alike.
  static func isOfEverybody(_ error: any Error) -> Bool {
    switch error as? StorageFault {
    case .locked?, .notWritable?, .full?, .inputOutput?, .busy?, .newerSchema?: true
    case .corrupt?, .unreadable?, nil: false
    }
  }
}

extension StorageFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .locked(let folder, let holder):
      "the data folder \(folder) is in use by \(holder); stop that first, or take another folder"
    case .notWritable(let path, let reason):
      "\(path) cannot be opened for writing: \(reason)"
    case .full(let path):
      "the disk under \(path) is full; nothing was changed, make room and try again"
    case .inputOutput(let path, let reason):
      "the disk under \(path) does not work (\(reason)); nothing was changed"
    case .corrupt(let path, let reason):
      "\(path) is damaged or no SQLite database (\(reason)); put a backup in its place"
    case .busy(let path):
      "another program keeps \(path) locked; end it"
    case .newerSchema(let path):
      "\(path) was made by a newer version of this program; start that version"
    case .unreadable(let column):
      "the database holds a value in \(column) that this program did not write"
    }
  }
}

extension StorageFault {
  init(_ fault: FileFault) {
    self =
      fault.code == ENOSPC || fault.code == EDQUOT
      ? .full(path: fault.path)
      : .inputOutput(path: fault.path, reason: String(cString: strerror(fault.code)))
  }
}
