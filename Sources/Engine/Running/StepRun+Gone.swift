import Automations
import Logging

// What takes no calls any more.
extension StepRun {
  /// Switches a connection off whose other side is gone, so that later runs are skipped and say why,
  /// and go on when it is switched on again.
  /// - Returns: what the result is then.
  func settled(_ result: ToolResult, of connection: Connection) async -> ToolResult {
    // The operator's is not ours to switch off.
    guard case .gone(let words, let response) = result, connection.owner != nil,
      let connectionStore
    else { return result }
    do {
      _ = try await connectionStore.switchOff(
        connection.id, because: words, byRun: claim.runID, at: now())
    } catch {
      logger.error("connection not switched off", metadata: ["error": "\(error)"])
      return result
    }
    logger.notice("connection switched off", metadata: ["connection": "\(connection.id)"])
    return .failed(
      "\(words) Its connection \"\(connection.name)\" was switched off.", response: response,
      retry: .never)
  }
}
