import Dispatch
import Foundation

/// The machine's mail program.
struct Sendmail {
  let path: String

  /// Hands a message over; its headers name the recipients.
  /// - Parameters:
  ///   - message: the path of its file.
  ///   - timeout: seconds after which the program is ended.
  func send(_ message: String, timeout: Int) throws(LocalFault) {
    guard let input = FileHandle(forReadingAtPath: message) else {
      throw .file(message, errno: errno)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["-t", "-i"]
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    do {
      try process.run()
    } catch {
      throw .sendmailMissing(path, errno: access(path, X_OK) == 0 ? ENOEXEC : errno)
    }
    guard ended.wait(timeout: .now() + .seconds(timeout)) == .success else {
      process.terminate()
      throw .sendmailSilent(path, timeout: timeout)
    }
    guard process.terminationStatus == 0 else {
      throw .sendmailRefused(path, status: process.terminationStatus)
    }
  }
}
