import Glibc

/// Nginx's logs, `nginx-access.log` and `nginx-error.log`: it writes lines, and the files are
/// written here.
package struct NginxLogs: Sendable {
  let access: LogPipe
  let errors: LogPipe

  /// - Parameter folder: of the files.
  /// - Throws: `Complaint`.
  init(folder: String) throws {
    let (accesses, faults) = try (
      BoundedLog(at: folder + "/nginx-access.log"), BoundedLog(at: folder + "/nginx-error.log")
    )
    access = try LogPipe()
    errors = try LogPipe()
    access.read { accesses.write($0) }
    errors.read { faults.write(NginxLogs.withoutSecrets($0)) }
  }

  /// Waits for the last lines of an nginx that has ended.
  func end() {
    access.end()
    errors.end()
  }

  /// Lines without what stands behind a `?` or behind `callbacks/`, up to the next space or quotation
  /// mark: an error names the request and the referrer, the query of either may be a secret, and so is
  /// the end of a call-back's address.
  package static func withoutSecrets(_ lines: [UInt8]) -> [UInt8] {
    let (mark, slash) = (UInt8(ascii: "?"), UInt8(ascii: "/"))
    let (callbacks, ends) = (Array("callbacks".utf8), Array(" \"\n".utf8))
    var kept: [UInt8] = []
    kept.reserveCapacity(lines.count)
    var isLeftOut = false
    for byte in lines where !isLeftOut || ends.contains(byte) {
      isLeftOut =
        byte == mark || byte == slash && kept.suffix(callbacks.count).elementsEqual(callbacks)
      kept.append(byte)
      if isLeftOut { kept += "…".utf8 }
    }
    return kept
  }
}
