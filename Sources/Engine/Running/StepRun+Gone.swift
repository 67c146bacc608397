import Automations
import Logging

// What takes no calls any more.
extension StepRun {
  /// Switches a connection off whose other side is gone, so that later runs are skipped and say why,
  /// and go on when it is switched on again.
  /// - Returns: what the result is then.
  func settled(_ result: ToolResult, of connection: Connection) async -> ToolResult {
    guard case .gone(let words, let response) = result,
      await switchOff(connection, because: words)
    else { return result }
    logger.notice("connection switched off", metadata: ["connection": "\(connection.id)"])
    return .failed(
      "\(words) Its connection \"\(connection.name)\" was switched off.", response: response,
      retry: .never)
  }

  /// - Returns: whether it is off now.
  private func switchOff(_ connection: Connection, because words: String) async -> Bool {
    guard connection.owner != nil else {
      return operators.switchOff(connection.id, because: words)
    }
    guard let connectionStore else { return false }
    do {
      _ = try await connectionStore.switchOff(
        connection.id, because: words, byRun: claim.runID, at: now())
      return true
    } catch {
      logger.error("connection not switched off", metadata: ["error": "\(error)"])
      return false
    }
  }
}
