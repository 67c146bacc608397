import OrderedJSON
package import Scheduling

/// The secret of a connection, and for a day the one that it had before, so that whoever verifies can
/// change to the new one meanwhile.
package struct WebhookSecrets: Hashable, Sendable {
  package let current: WebhookSecret
  /// `nil`: there was none.
  package let former: WebhookSecret?
  /// When the current one took its place.
  package let replacedAt: Instant

  package init(current: WebhookSecret, former: WebhookSecret? = nil, replacedAt: Instant) {
    self.current = current
    self.former = former
    self.replacedAt = replacedAt
  }

  /// By which a connection has them in the vault.
  static let names = (current: "secret", former: "former_secret")

  /// Those that sign, the current one first.
  package func signing(at now: Instant) -> [WebhookSecret] {
    let end = replacedAt.advanced(bySeconds: Int64(Limits.webhookRotation))
    return [current] + (now < end ? [former].compactMap(\.self) : [])
  }
}
