import Automations
import OrderedJSON
import Scheduling

/// An event on its way to a runner, signed by Standard Webhooks 1.0
/// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
struct WebhookMessage: Sendable {
  /// As it goes out.
  let request: OutgoingRequest
  /// What no answer may show of it.
  let secrets: SecretValues
  private let shownBody: JSON

  /// - Parameters:
  ///   - id: the same over all attempts, by which a runner knows what it has done already.
  ///   - time: of this attempt.
  init(_ event: WebhookEvent, to target: WebhookTarget, id: String, at time: Instant) {
    let body = event.body(at: time).bytes
    shownBody = event.shownBody(at: time)
    let signature = WebhookSignature.header(id: id, at: time, body: body, by: target.secrets)
    secrets = SecretValues(signing: target.secrets, signature, event.callback)
    request = OutgoingRequest(
      method: "POST", url: target.url,
      headers: [
        ("Content-Type", "application/json"), ("Accept", "application/json"),
        ("Accept-Encoding", "gzip, deflate"), ("webhook-id", id),
        ("webhook-timestamp", "\(time.seconds)"),
        (WebhookMessage.signature, signature),
      ], body: body)
  }

  /// What is sent, as it may be shown: who has the signature may send it again.
  var record: JSON {
    let headers = request.headers.map { name, value in
      JSON.Member(name, .string(name == WebhookMessage.signature ? "[signature]" : value))
    }
    return [
      "method": .string(request.method), "url": .string(request.url.text),
      "headers": .object(headers), "body": shownBody,
    ]
  }

  private static let signature = "webhook-signature"
}

extension SecretValues {
  /// Of a signed request.
  /// - Parameters:
  ///   - secrets: those that sign it.
  ///   - signature: who has it may send the request again; empty: there is none.
  ///   - callback: who has its address may answer it; `nil`: there is none.
  init(signing secrets: [WebhookSecret], _ signature: String = "", _ callback: Callback? = nil) {
    var all: [SecretText] = []
    for text in secrets.flatMap(\.spellings) { all.append(SecretText(name: "secret", text: text)) }
    for part in signature.split(separator: " ") {
      all.append(SecretText(name: "signature", text: String(part)))
    }
    if let callback { all.append(SecretText(name: Callback.proofName, text: callback.proof)) }
    self.init(all)
  }
}
