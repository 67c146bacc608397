package import Automations
import Glibc
import NIOPosix
package import OrderedJSON
import Scheduling
package import Workflows

/// The tools that need nothing installed. What they make lies in the data folder, for its owner to
/// look at; params that they do not know are kept in the record, and named there as left away.
package final class LocalAdapter: ToolAdapter {
  let folder: String
  let sendmail: String?
  private let keepsSentMail: Bool
  private let now: @Sendable () -> Int
  /// One step of a person writes at a time: two never change one file at once, and nobody's many or
  /// long files hold up those of others.
  private let turns = Slots(each: 1)

  /// - Parameters:
  ///   - folder: the data folder.
  ///   - sendmail: the path of a program that takes a message and its recipients as `sendmail -i` does;
  ///     `nil`: mail only lies in the outbox.
  ///   - keepsSentMail: whether a mail that the program has taken stays there; what is not sent does.
  ///   - now: seconds since 1970, for the `Date` of a message.
  package init(
    folder: String, sendmail: String?, keepsSentMail: Bool = true,
    now: @escaping @Sendable () -> Int = { time(nil) }
  ) {
    self.folder = folder
    self.sendmail = sendmail
    self.keepsSentMail = keepsSentMail
    self.now = now
  }

  package var kind: AdapterKind { .local }

  /// A mail in the outbox is one file, whose name tells the occurrence and the step.
  package func effect(of call: ToolCall, bound: Effect?) -> Effect {
    bound ?? (call.embedded == .sendEmail && sendmail == nil ? .idempotent : .once)
  }

  package func notices(of tool: BoundTool) -> [String] {
    guard tool.embedded == .sendEmail, sendmail == nil else { return [] }
    return [
      "This server has no mail program (REPRISE_SENDMAIL): a mail goes to the outbox and no further, "
        + "so nobody is sent it."
    ]
  }

  package func fault(of params: JSON, by tool: BoundTool) -> ParamFault? {
    guard let embedded = tool.embedded else { return nil }
    do throws(LocalFault) {
      switch embedded {
      case .sendEmail: _ = try MailMessage(params, id: "", secondsSince1970: 0)
      case .appendRow:
        _ = try TableRows(params, formulas: tool.mapping.formulas ?? .text)
        _ = try TableName(params)
      case .note: break
      }
      return nil
    } catch {
      guard case .param(let param, let rule) = error else { return nil }
      return ParamFault(param, rule)
    }
  }

  package func request(for call: ToolCall) -> JSON {
    ["tool": .string(call.embedded?.rawValue ?? call.tool), "params": call.params]
  }

  package func perform(_ call: ToolCall) async -> ToolResult {
    do {
      let written = try await inTurn(of: call.userID) { [self] in write(call) }.get()
      guard case .mail(let file, let recipients) = written else {
        return .succeeded(result: written.result, response: written.result)
      }
      guard let sendmail else {
        let unsent: JSON = ["file": .string(file), "sent": false]
        return .succeeded(result: unsent, response: unsent)
      }
      let path = "\(folder)/\(file)"
      try await Sendmail(path: sendmail).send(path, to: recipients, timeout: call.timeout)
      if !keepsSentMail { unlink(path) }
      let sent: JSON = ["file": .string(file), "sent": true]
      return .succeeded(result: sent, response: sent)
    } catch let fault as LocalFault {
      return fault.below(folder).result
    } catch {
      return .failed("The server is stopping.", response: nil, retry: .notTaken(after: nil))
    }
  }

  /// Does something on a thread that may block, when nothing else of the person's goes on.
  func inTurn<Value: Sendable>(
    of userID: String, _ work: @escaping @Sendable () -> Value
  ) async throws -> Value {
    let turn = try await turns.slot(of: userID)
    defer { turn.free() }
    return try await LocalAdapter.threads.runIfActive(work)
  }

  /// Of their own: a table of some persons that is long in the writing keeps nobody else's waiting.
  private static let threads: NIOThreadPool = {
    let threads = NIOThreadPool(numberOfThreads: Limits.localToolThreads)
    threads.start()
    return threads
  }()

  /// The part of a tool that writes files.
  private func write(_ call: ToolCall) -> Result<Written, LocalFault> {
    Result { () throws(LocalFault) in
      guard let tool = call.embedded else { throw .tool(call.tool) }
      return switch tool {
      case .sendEmail: try writeEmail(call)
      case .appendRow: try appendRow(call)
      case .note: try note(call)
      }
    }
  }
}

/// What a tool has written; files by their place below the data folder.
private enum Written: Sendable {
  case mail(file: String, recipients: [String])
  case rows(file: String, count: Int, guarded: [JSON])
  case note(file: String)

  var result: JSON {
    switch self {
    case .mail(let file, _), .note(let file): ["file": .string(file)]
    case .rows(let file, let count, []): ["file": .string(file), "rows": JSON(count)]
    case .rows(let file, let count, let guarded):
      ["file": .string(file), "rows": JSON(count), "shown_as_text": .array(guarded)]
    }
  }
}

extension LocalAdapter {
  /// `{to, cc, bcc, reply_to, subject, body, html}` → `{file, sent}`, `sent: false` where there is
  /// no `sendmail` to take it.
  private func writeEmail(_ call: ToolCall) throws(LocalFault) -> Written {
    let message = try MailMessage(
      call.params, id: call.idempotencyKey, secondsSince1970: now())
    let time = call.scheduledAt.rfc3339.filter { $0 != "-" && $0 != ":" }
    let file = "outbox/\(FileName(time))-\(FileName(call.runID))-\(call.place.fileName).eml"
    let path = "\(folder)/\(file)"
    try Files.makeFolder("\(folder)/outbox")
    if !Files.exist(path) { try Files.writeWhole(message.bytes, to: path) }
    return .mail(file: file, recipients: message.recipients)
  }

  /// `{spreadsheet_id | file, sheet, values | row | rows}` → `{file, rows}`, the number of rows added;
  /// `shown_as_text`: columns whose texts got an apostrophe before them, where any did.
  private func appendRow(_ call: ToolCall) throws(LocalFault) -> Written {
    let table = try TableRows(call.params, formulas: call.mapping.formulas ?? .text)
    let name = try TableName(call.params)
    let own = try ownFolder("rows", call)
    let file = "\(own)/\(try name.place(in: "\(folder)/\(own)"))"
    try TableFile("\(folder)/\(file)").add(table)
    return .rows(file: file, count: table.rows.count, guarded: table.guarded)
  }

  /// Anything → `{file}`: a line of JSON with the params, beside those of the same tool.
  private func note(_ call: ToolCall) throws(LocalFault) -> Written {
    let file = "\(try ownFolder("notes", call))/\(FileName(call.tool)).jsonl"
    let line: JSON = [
      "scheduled_at": .string(call.scheduledAt.rfc3339), "run_id": .string(call.runID),
      "step": JSON(call.step), "params": call.params,
    ]
    let path = "\(folder)/\(file)"
    // Somebody else's line may lack its end.
    let isEnded = try [nil, 0x0A].contains(Files.lastByte(of: path))
    try Files.append((isEnded ? [] : [0x0A]) + line.bytes + [0x0A], to: path)
    return .note(file: file)
  }

  /// Where one person's files of a kind lie: the names in them are of everybody's choosing.
  private func ownFolder(_ kind: String, _ call: ToolCall) throws(LocalFault) -> String {
    let own = "\(kind)/\(FileName(call.userID))"
    for part in [kind, own] { try Files.makeFolder("\(folder)/\(part)") }
    return own
  }
}

extension ToolCall {
  /// The embedded tool that carries it out; `nil`: another adapter's connection does.
  fileprivate var embedded: LocalTool? {
    connection.settings == .local ? LocalTool(rawValue: remote) : nil
  }
}

extension StepPlace {
  /// Another one for each element of a loop.
  fileprivate var fileName: String { "\(step)" + (element.map { "-\($0 + 1)" } ?? "") }
}
