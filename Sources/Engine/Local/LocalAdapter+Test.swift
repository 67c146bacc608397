package import Automations
import Glibc

// A test of the embedded tools: whether what they need is there. No mail is sent, and nothing stays.
extension LocalAdapter: ConnectionTester {
  package func test(
    _ connection: Connection, _ probe: ConnectionProbe, for userID: String
  ) async -> ConnectionTest {
    let faults: [LocalFault]
    do {
      faults = try await inTurn(of: userID) { [self] in lacks(for: userID) }
    } catch {
      return ConnectionTest(.failed, "The server is stopping.")
    }
    guard faults.isEmpty else {
      let words = faults.map { $0.below(folder).description } + [LocalAdapter.advice]
      return ConnectionTest(.failed, words.joined(separator: " "))
    }
    return ConnectionTest(
      .succeeded, "Tables, notes and the outbox can be written. \(mailWords)",
      tools: LocalTool.allCases.map(\.rawValue))
  }

  private static let advice = "The operator of this server can mend it."

  private var mailWords: String {
    guard let sendmail else {
      return "No mail program is set (REPRISE_SENDMAIL): a mail goes to the outbox and no further."
    }
    return
      "The mail program \(sendmail) can be run; whether a mail arrives shows with one to oneself, by a "
      + "channel of messages."
  }

  private func lacks(for userID: String) -> [LocalFault] {
    let own = FileName(userID)
    var faults: [LocalFault] = []
    let folders = ["outbox", "rows/\(own)", "notes/\(own)"].map(existing)
    for (index, folder) in folders.enumerated() where !folders[..<index].contains(folder) {
      do throws(LocalFault) { try Files.tryOut(folder) } catch { faults.append(error) }
    }
    if let sendmail, access(sendmail, X_OK) != 0 {
      faults.append(.sendmailMissing(sendmail, errno: errno))
    }
    return faults
  }

  /// The folder of a place below the data folder, or where it would be made first.
  private func existing(_ place: String) -> String {
    var path = folder
    for part in place.split(separator: "/") {
      let next = "\(path)/\(part)"
      guard Files.exist(next) else { break }
      path = next
    }
    return path
  }
}
