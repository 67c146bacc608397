package import Automations
import OrderedJSON
package import Scheduling

/// Asks runners by a signed ping, which they answer without doing anything.
package struct WebhookTester: ConnectionTester {
  private let outgoing: Outgoing
  private let secrets: @Sendable (Connection, Instant) async throws -> [WebhookSecret]
  private let seconds: Int
  private let now: @Sendable () -> Instant

  /// - Parameters:
  ///   - secrets: what signs the requests of a connection, the current one first.
  ///   - seconds: that a test takes at most.
  package init(
    outgoing: Outgoing,
    secrets: @escaping @Sendable (Connection, Instant) async throws -> [WebhookSecret],
    within seconds: Int = Limits.connectionTestSeconds, now: @escaping @Sendable () -> Instant
  ) {
    self.outgoing = outgoing
    self.secrets = secrets
    self.seconds = seconds
    self.now = now
  }

  package var kind: AdapterKind { .webhook }

  package func test(
    _ connection: Connection, _ probe: ConnectionProbe, for userID: String
  ) async -> ConnectionTest {
    let url: HTTPURL
    do throws(ParamFault) {
      url = try HTTPURL(ofRunner: connection)
    } catch {
      return ConnectionTest(.failed, "The address of the connection \(error.rule).")
    }
    let time = now()
    guard let signing = try? await secrets(connection, time), !signing.isEmpty else {
      return ConnectionTest(
        .failed, "The connection has no secret that can be read; set one, here and at the runner.")
    }
    let ping = WebhookPing(to: WebhookTarget(url: url, secrets: signing), at: time)
    let result = await ping.perform(over: outgoing, for: userID, within: seconds) { [now] in
      Int(now().seconds)
    }
    return WebhookTester.outcome(of: result, at: url.host)
  }

  private static func outcome(of result: ToolResult, at host: String) -> ConnectionTest {
    switch result {
    case .succeeded(let answer, _):
      let status = answer["status"]?.integer.map { " with \($0)" } ?? ""
      return ConnectionTest(.succeeded, "\(host) answered a signed ping\(status).")
    case .awaitsCallback:
      return ConnectionTest(.succeeded, "\(host) answered a signed ping with 202.")
    case .failed(let words, let response, _), .gone(let words, let response):
      return ConnectionTest(.failed, "\(words) \(advice(on: response?["status"]?.integer))")
    case .noAnswer(let words):
      return ConnectionTest(.failed, "\(words) \(advice(on: nil))")
    }
  }

  /// What to do, in a sentence.
  private static func advice(on status: Int?) -> String {
    switch status {
    case 400?, 401?, 403?:
      "If it refuses the signature, give the runner the secret of this connection, or set it here anew."
    case 410?: "A step that is answered so switches the connection off."
    case .some: "See at the runner why, or correct the address."
    case nil: "See whether the runner is up and can be reached from this server."
    }
  }
}
