import Foundation
import Glibc

extension NginxConfiguration {
  /// Lets nginx read what it would be told, in a folder of its own that goes again.
  /// - Throws: `Complaint` in nginx's words.
  static func tryOut(_ settings: Settings, with program: String) throws {
    var template = Array((NSTemporaryDirectory() + "/reprise-nginx-XXXXXX").utf8CString)
    let folder = template.withUnsafeMutableBufferPointer { path in
      path.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let folder else { throw Complaint("no temporary folder: \(Files.lastError)") }
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/nginx.conf"
    try NginxConfiguration(
      settings: settings, user: Listening.nginxAccount()?.name, run: folder,
      temporary: folder
    ).write(to: file)

    let nginx = Process()
    nginx.executableURL = URL(fileURLWithPath: program)
    nginx.arguments = ["-t", "-q", "-p", folder, "-c", file]
    let said = Pipe()
    nginx.standardInput = FileHandle.nullDevice
    nginx.standardOutput = FileHandle.nullDevice
    nginx.standardError = said
    do { try nginx.run() } catch { throw Complaint("\(program) cannot be started: \(error)") }
    let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    nginx.waitUntilExit()
    guard nginx.terminationStatus != 0 else { return }
    let lines = text.split(separator: "\n").map(String.init)
    let fault = lines.first { $0.contains("[emerg]") } ?? lines.last
    throw Complaint(
      "\(program) does not take its configuration: "
        + (fault?.replacing(folder + "/", with: "") ?? "exit status \(nginx.terminationStatus)"))
  }
}
