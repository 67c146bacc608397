package import Automations

/// Somebody's own runner, and what proves to it who asks.
package struct WebhookTarget: Sendable {
  package let url: HTTPURL
  /// Those that sign, the current one first.
  package let secrets: [WebhookSecret]

  package init(url: HTTPURL, secrets: [WebhookSecret]) {
    self.url = url
    self.secrets = secrets
  }
}
