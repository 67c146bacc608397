import Foundation
import Glibc
import Storage
import TestSupport
import Testing

@Suite struct DurableFileTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/key"
  }

  @Test func `the bytes are forced to the disk before the name, and the name after them`() throws {
    var synced: [String] = []
    try DurableFile.write("new".utf8, to: path, mode: 0o600) { file in
      synced.append("\(name(of: file)) \(FileManager.default.fileExists(atPath: path))")
      return fsync(file)
    }
    #expect(synced == ["\(path).new false", "\(folder.path) true"])
    #expect(try text == "new")
    #expect(try names == ["key"])
  }

  @Test func `where the bytes cannot be forced there, the file before stays`() throws {
    try DurableFile.write("old".utf8, to: path, mode: 0o600)
    #expect(throws: FileFault(path: path, code: EIO)) {
      try DurableFile.write("new".utf8, to: path, mode: 0o600) { _ in
        errno = EIO
        return -1
      }
    }
    #expect(try text == "old")
    #expect(try names == ["key"])
  }

  @Test func `a name that may not outlast a power cut is told`() throws {
    #expect(throws: FileFault(path: path, code: EIO)) {
      try DurableFile.write("new".utf8, to: path, mode: 0o600) { file in
        guard name(of: file) == folder.path else { return 0 }
        errno = EIO
        return -1
      }
    }
  }

  @Test func `what a crash left half is begun anew, with its mode`() throws {
    try "half".write(toFile: path + ".new", atomically: false, encoding: .utf8)
    try DurableFile.write("new".utf8, to: path, mode: 0o400)
    #expect(try text == "new")
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect(mode as? Int == 0o400)
  }

  @Test func `a folder that is not there is named`() {
    #expect(throws: FileFault(path: "/nowhere/key", code: ENOENT)) {
      try DurableFile.write([], to: "/nowhere/key", mode: 0o600)
    }
  }

  private var text: String {
    get throws { try String(contentsOfFile: path, encoding: .utf8) }
  }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path) }
  }

  /// The path of an open file.
  private func name(of file: Int32) -> String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(file)")) ?? ""
  }
}
