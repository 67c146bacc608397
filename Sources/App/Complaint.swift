import ArgumentParser
import Foundation

/// What is wrong, for the person who started the command: one line, and an exit status.
struct Complaint: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

extension Complaint {
  /// Tells what went wrong in one line, unless that was done already, and ends with a status that
  /// is not 0.
  static func reported(_ work: () async throws -> Void) async throws {
    do {
      try await work()
    } catch let exit as ExitCode {
      throw exit
    } catch {
      FileHandle.standardError.write(Data("reprise: \(error)\n".shownInLines.utf8))
      throw ExitCode(1)
    }
  }
}
