/// A way on which messages reach a person.
package struct NotificationChannel: Hashable, Sendable {
  /// UUID, lower case.
  package let id: String
  package let kind: Kind
  /// Where its messages go, as it may be shown: a mail's address, the name of a connection; of the others
  /// the host and the last four characters, since whoever has the address may write there.
  package let to: String
  /// Whether messages go there: an address of mail waits for somebody to open its link.
  package let isConfirmed: Bool

  package init(id: String, kind: Kind, to: String, isConfirmed: Bool) {
    self.id = id
    self.kind = kind
    self.to = to
    self.isConfirmed = isConfirmed
  }

  package enum Kind: String, CaseIterable, Sendable {
    /// A mail to an address.
    case mail
    /// An event to one's own runner, by a connection, signed as its calls are.
    case webhook
    /// `{"text": …}` to an address that takes what Slack's incoming webhooks take.
    case slack
    /// A text to the address of a topic of ntfy.
    case ntfy
  }
}

extension NotificationChannel {
  /// Whether messages go there from a server that sends mail or does not.
  package func isReached(sendingMail sendsMail: Bool) -> Bool {
    isConfirmed && (kind != .mail || sendsMail)
  }
}

extension NotificationChannel.Kind {
  /// Whether the address is all that somebody needs to write there, and so rests in the vault.
  package var hasSecretAddress: Bool { self == .slack || self == .ntfy }
}

extension SecretRow {
  /// The row of a channel.
  package static func channel(_ id: String) -> SecretRow {
    SecretRow(table: "notification_channels", id: id)
  }
}

extension SecretPlace {
  /// Where a channel's whole address rests.
  package static func address(ofChannel id: String) -> SecretPlace {
    SecretPlace(.channel(id), "to")
  }
}

/// A channel as somebody says what it is to be.
package struct ChannelDraft: Hashable, Sendable {
  /// Of one that there is; `nil`: a new one.
  package var id: String?
  package var kind: NotificationChannel.Kind
  /// Whole, or as it is shown, which leaves it as it is.
  package var to: String

  package init(id: String? = nil, kind: NotificationChannel.Kind, to: String) {
    self.id = id
    self.kind = kind
    self.to = to
  }
}
