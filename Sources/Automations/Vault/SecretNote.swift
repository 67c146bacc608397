package import Scheduling

/// What may be seen of a secret.
package struct SecretNote: Hashable, Sendable {
  /// As in `SecretPlace`.
  package let name: String
  /// As `SecretText.last4` has it.
  package let last4: String
  package let setAt: Instant
  /// To about a minute; `nil`: not since it was set.
  package let usedAt: Instant?

  package init(name: String, last4: String, setAt: Instant, usedAt: Instant?) {
    self.name = name
    self.last4 = last4
    self.setAt = setAt
    self.usedAt = usedAt
  }
}
