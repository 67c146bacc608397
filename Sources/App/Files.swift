import Foundation
import Glibc
import Storage

/// The few things that commands do with files.
enum Files {
  static var currentFolder: String { FileManager.default.currentDirectoryPath }

  /// This program's own file, links followed.
  static var program: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// - Throws: `Complaint`.
  static func makeFolder(_ path: String, mode: Int = 0o750) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: mode])
    } catch {
      throw Complaint("the folder \(path) cannot be made: \(reason(error))")
    }
    guard access(path, W_OK | X_OK) == 0 else {
      throw Complaint("the folder \(path) is not writable for this user")
    }
  }

  /// Writes a file, whole or not at all, so that it outlasts a power cut.
  /// - Throws: `Complaint`.
  static func writeWhole(_ text: String, to path: String, mode: mode_t) throws {
    do {
      try DurableFile.write(text.utf8, to: path, mode: mode)
    } catch {
      throw Complaint("\(error)")
    }
  }

  /// - Throws: `Complaint`.
  static func read(_ path: String) throws -> String {
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw Complaint("\(path) cannot be read: \(reason(error))")
    }
  }

  /// Holds a file for this process alone until it ends, flock(2).
  /// - Throws: `Complaint` where another process holds it.
  static func hold(_ path: String, orComplain words: String) throws {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Complaint("\(path) cannot be written: \(lastError)") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw Complaint(words)
    }
  }

  static var lastError: String { String(cString: strerror(errno)) }

  private static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    if let underlying, underlying.domain == NSPOSIXErrorDomain {
      return String(cString: strerror(Int32(underlying.code)))
    }
    return error.localizedDescription
  }
}
