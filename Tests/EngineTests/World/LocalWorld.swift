import Automations
import Engine
import Foundation
import OrderedJSON
import Scheduling
import TestSupport

/// A data folder, and Alice's calls of the embedded tools.
final class LocalWorld: Sendable {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// - Parameter sendmail: `nil`: mail only lies in the outbox.
  func adapter(sendmail: String? = nil) -> LocalAdapter {
    LocalAdapter(folder: folder.path, sendmail: sendmail, now: { 1_795_510_800 })
  }

  func call(
    _ tool: String, _ params: JSON, of user: String = "alice", formulas: Formulas? = nil
  ) -> ToolCall {
    ToolCall(
      runID: "run", userID: user, scheduledAt: instant("2026-11-24T09:00:00Z"), step: 1,
      tool: tool, connection: .local,
      mapping: Mapping(
        remote: (LocalTool(rawValue: tool) ?? .note).rawValue, formulas: formulas),
      params: params, attempt: 1, timeout: 300, idempotencyKey: "key")
  }

  /// What comes of rows that are added.
  @discardableResult
  func append(
    _ params: JSON, of user: String = "alice", formulas: Formulas? = nil
  ) async -> ToolResult {
    await adapter().perform(call("append_row", params, of: user, formulas: formulas))
  }

  /// Puts a file among Alice's tables, as another program left it.
  func put(_ name: String, _ text: String) throws {
    try folder.write("rows/alice/\(name)", Data(text.utf8))
  }

  func table(_ name: String) throws -> String { try folder.text("rows/alice/\(name)") }

  /// What comes of a mail, and its message; `nil`: there is none.
  func mail(_ params: JSON) async -> (result: ToolResult, message: String?) {
    let result = await adapter().perform(call("send_email", params))
    return (result, try? folder.text("outbox/20261124T090000Z-run-1.eml"))
  }
}
