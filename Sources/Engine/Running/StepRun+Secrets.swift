import Automations
import OrderedJSON
import Workflows

// What of a step is sent, and what of it may be seen.
extension StepRun {
  /// The parameters that are sent.
  struct Parameters: Sendable {
    /// As they were recorded, unescaped, with the secrets in them.
    let recorded: JSON
    /// What the binding makes of them; they themselves beside a fault.
    let sent: JSON
    /// Those that stand in them.
    let secrets: [SecretText]
    /// Why nothing can be sent, in a sentence; `nil`: it can.
    let fault: String?
    /// What a person should know of them.
    let notices: [String]
  }

  /// - Throws: `StorageFailure` where the vault or the ledger cannot be read now.
  func parameters(by tool: BoundTool) async throws -> Parameters {
    var secrets: [SecretText] = []
    do {
      let (recorded, standIns) = try await recorded(with: &secrets)
      return parameters(recorded, secrets, fault: nil, standIns.map(StepRun.standIn), by: tool)
    } catch let failure as TemplateFailure {
      return parameters(step.shownParams, secrets, fault: failure.words, [], by: tool)
    }
  }

  private static func standIn(for id: String) -> String {
    "What step \(id) gave when it was recorded stands in for what it would give."
  }

  private func recorded(
    with secrets: inout [SecretText]
  ) async throws -> (json: JSON, standIns: [String]) {
    let names = ReferredValues(of: step.params).secrets
    if !names.isEmpty, let vault {
      do {
        secrets = try await vault.secrets(
          named: names, in: .trace(claim.traceID), of: claim.userID)
      } catch let failure as any StorageFailure where failure.isUnreadable {
        throw TemplateFailure(
          words: "The secrets of the trace cannot be read: \(failure). Save the trace again.")
      }
    }
    do {
      return try await values.value(
        of: step.params,
        secrets: Dictionary(secrets.map { ($0.name, $0.text) }) { one, _ in one })
    } catch let failure as any StorageFailure where failure.isUnreadable {
      throw TemplateFailure(words: "What earlier steps gave cannot be read: \(failure).")
    }
  }

  private func parameters(
    _ recorded: JSON, _ secrets: [SecretText], fault: String?, _ notices: [String],
    by tool: BoundTool
  ) -> Parameters {
    do throws(ReferenceFault) {
      let sent = try fault == nil ? tool.sent(of: recorded) : recorded
      return Parameters(
        recorded: recorded, sent: sent, secrets: secrets, fault: fault, notices: notices)
    } catch {
      return Parameters(
        recorded: recorded, sent: recorded, secrets: secrets, fault: error.description,
        notices: notices)
    }
  }
}

extension ToolResult {
  /// The same where nothing shows these secrets.
  func hiding(_ secrets: SecretsSent) -> ToolResult {
    guard !secrets.isEmpty else { return self }
    return switch self {
    case .succeeded(let result, let response):
      .succeeded(result: secrets.redacting(result), response: secrets.redacting(response))
    case .failed(let words, let response, let retry):
      .failed(
        secrets.redacting(words), response: response.map { secrets.redacting($0) }, retry: retry)
    case .gone(let words, let response):
      .gone(secrets.redacting(words), response: response.map { secrets.redacting($0) })
    case .noAnswer(let words): .noAnswer(secrets.redacting(words))
    case .awaitsCallback: self
    }
  }
}
