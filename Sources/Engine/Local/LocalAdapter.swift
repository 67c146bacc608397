package import Automations
import Glibc
import NIOPosix
package import OrderedJSON
import Scheduling
import Synchronization
package import Workflows

/// The tools that need nothing installed. What they make lies in the data folder, for its owner to
/// look at; params that they do not know are kept in the record and ignored.
package final class LocalAdapter: ToolAdapter {
  private let folder: String
  private let sendmail: String?
  private let now: @Sendable () -> Int
  /// Two steps never add to one file at once.
  private let turn = Mutex(())

  /// - Parameters:
  ///   - folder: the data folder.
  ///   - sendmail: the path of a program that takes a message as `sendmail -t -i` does; `nil`: mail
  ///     only lies in the outbox.
  ///   - now: seconds since 1970, for the `Date` of a message.
  package init(
    folder: String, sendmail: String?, now: @escaping @Sendable () -> Int = { time(nil) }
  ) {
    self.folder = folder
    self.sendmail = sendmail
    self.now = now
  }

  package var kind: AdapterKind { .local }

  /// A mail in the outbox is one file, whose name tells the occurrence and the step.
  package func effect(of call: ToolCall, bound: Effect?) -> Effect {
    bound ?? (LocalTool(for: call) == .sendEmail && sendmail == nil ? .idempotent : .once)
  }

  package func request(for call: ToolCall) -> JSON {
    ["tool": .string(LocalTool(for: call)?.rawValue ?? call.tool), "params": call.params]
  }

  package func perform(_ call: ToolCall) async -> ToolResult {
    let written: ToolResult
    do {
      written = try await NIOThreadPool.singleton.runIfActive { [self] in write(call) }
    } catch {
      return .failed("The server is stopping.", response: nil, retry: .notTaken(after: nil))
    }
    guard let sendmail, LocalTool(for: call) == .sendEmail,
      case .succeeded(let result, _) = written, case .string(let file)? = result["file"]
    else { return written }
    do {
      try await Sendmail(path: sendmail).send("\(folder)/\(file)", timeout: call.timeout)
    } catch {
      return error.below(folder).result
    }
    let sent: JSON = ["file": .string(file), "sent": true]
    return .succeeded(result: sent, response: sent)
  }

  /// The part of a tool that writes files.
  private func write(_ call: ToolCall) -> ToolResult {
    do throws(LocalFault) {
      guard let tool = LocalTool(for: call) else { throw .tool(call.tool) }
      let result =
        switch tool {
        case .sendEmail: try writeEmail(call)
        case .appendRow: try inTurn { () throws(LocalFault) in try appendRow(call) }
        case .note: try inTurn { () throws(LocalFault) in try note(call) }
        }
      return .succeeded(result: result, response: result)
    } catch {
      return error.below(folder).result
    }
  }

  private func inTurn<Value>(_ work: () throws(LocalFault) -> Value) throws(LocalFault) -> Value
  where Value: Sendable {
    try turn.withLock { _ throws(LocalFault) in try work() }
  }
}

extension LocalAdapter {
  /// `{to, subject, body}` → `{file}`, to which `sent: true` comes where `sendmail` took it.
  private func writeEmail(_ call: ToolCall) throws(LocalFault) -> JSON {
    let message = try MailMessage(
      call.params, id: call.idempotencyKey, secondsSince1970: now())
    let time = call.scheduledAt.rfc3339.filter { $0 != "-" && $0 != ":" }
    let file = "outbox/\(FileName(time))-\(FileName(call.runID))-\(call.step).eml"
    let path = "\(folder)/\(file)"
    try Files.makeFolder("\(folder)/outbox")
    if !Files.exist(path) { try Files.writeWhole(message.bytes, to: path) }
    return ["file": .string(file)]
  }

  /// `{spreadsheet_id | file, sheet, values | row}` → `{file, rows}`, the number of rows added.
  private func appendRow(_ call: ToolCall) throws(LocalFault) -> JSON {
    let rows = try TableRows(call.params)
    let file = "\(try ownFolder("rows", call))/\(TableRows.fileName(call.params)).csv"
    let path = "\(folder)/\(file)"
    let lines = try rows.lines(header: try CSV.firstRecord(of: path))
    try Files.append(Array(lines.utf8), to: path)
    return ["file": .string(file), "rows": JSON(rows.count)]
  }

  /// Anything → `{file}`: a line of JSON with the params, beside those of the same tool.
  private func note(_ call: ToolCall) throws(LocalFault) -> JSON {
    let file = "\(try ownFolder("notes", call))/\(FileName(call.tool)).jsonl"
    let line: JSON = [
      "scheduled_at": .string(call.scheduledAt.rfc3339), "run_id": .string(call.runID),
      "step": JSON(call.step), "params": call.params,
    ]
    try Files.append(line.bytes + [0x0A], to: "\(folder)/\(file)")
    return ["file": .string(file)]
  }

  /// Where one person's files of a kind lie: the names in them are of everybody's choosing.
  private func ownFolder(_ kind: String, _ call: ToolCall) throws(LocalFault) -> String {
    let own = "\(kind)/\(FileName(call.userID))"
    for part in [kind, own] { try Files.makeFolder("\(folder)/\(part)") }
    return own
  }
}

extension LocalTool {
  /// The tool that the binding's connection names, else the one that the tool's own name speaks of.
  fileprivate init?(for call: ToolCall) {
    guard let connection = call.connection else {
      self.init(spokenOfBy: call.tool)
      return
    }
    self.init(rawValue: connection)
  }
}
