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
    errors.read { faults.write(NginxLogs.withoutQueries($0)) }
  }

  /// Waits for the last lines of an nginx that has ended.
  func end() {
    access.end()
    errors.end()
  }

  /// Lines without what stands behind a `?`, up to the next space or quotation mark: an error names
  /// the request and the referrer, and the query of either may be a secret.
  package static func withoutQueries(_ lines: [UInt8]) -> [UInt8] {
    let (mark, ends) = (UInt8(ascii: "?"), Array(" \"\n".utf8))
    var kept: [UInt8] = []
    var rest = lines[...]
    while let place = rest.firstIndex(of: mark) {
      kept += rest[...place] + "…".utf8
      rest = rest[(place + 1)...].drop { !ends.contains($0) }
    }
    return kept + rest
  }
}
