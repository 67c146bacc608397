package import Scheduling

/// Where it rests of what people are told and where. A method that changes something has it on the disk
/// when it returns.
package protocol NotificationStore: Sendable {
  func settings(of userID: String) async throws -> NotificationSettings
  func change(
    _ update: NotificationUpdate, of userID: String, by act: Act
  ) async throws -> NotificationOutcome

  /// What is said of an automation of the scope alone, and whose it is; `nil`: there is no such trace.
  func choice(
    of traceID: String, in scope: Scope
  ) async throws -> (choice: NotificationChoice, owner: String)?
  /// - Returns: whether there was such a trace.
  func setChoice(
    _ choice: NotificationChoice, of traceID: String, by act: Act
  ) async throws -> Bool

  /// Sends a test to a channel of the scope; to an address that is not confirmed the question whether
  /// messages are wanted there.
  /// - Parameter id: the delivery's; where there is one of that id, it was asked for before.
  func test(_ channelID: String, id: String, by act: Act) async throws -> NotificationOutcome

  /// A channel, whosever it is: who asks has its link.
  func channel(_ id: String) async throws -> NotificationChannel?
  /// Says that messages are wanted at an address of mail.
  /// - Returns: whether it is the channel's.
  func confirm(_ channelID: String, at address: String, _ now: Instant) async throws -> Bool

  /// The last ones, the newest first.
  func deliveries(of userID: String, limit: Int) async throws -> [Delivery]
}

/// The messages that wait to be delivered.
package protocol Outbox: Sendable {
  /// When the next one is due; `nil`: none waits.
  func nextDelivery() async throws -> Instant?
  /// Takes some that are due, the oldest first. One whose lease is over is taken again.
  func claim(_ request: DeliveryRequest) async throws -> [ClaimedDelivery]
  /// - Returns: whether it was held still.
  func end(
    _ delivery: ClaimedDelivery.Key, _ end: DeliveryEnd, at now: Instant
  ) async throws -> Bool
  /// Lets deliveries go that nobody carries out any more.
  func release(_ deliveries: [ClaimedDelivery.Key], at now: Instant) async throws
}

/// What becomes other of a person's settings.
package struct NotificationUpdate: Sendable {
  /// Which of the channels that there are go.
  package var removal: Removal
  /// Those that are new, or other than they were.
  package var changed: [NotificationChannel]
  /// The addresses of these that are secret.
  package var secrets: [SealedSecret]
  /// `nil`: as they are.
  package var events: Set<NotificationEvent>?

  package init(
    removal: Removal = .none, changed: [NotificationChannel] = [], secrets: [SealedSecret] = [],
    events: Set<NotificationEvent>? = nil
  ) {
    self.removal = removal
    self.changed = changed
    self.secrets = secrets
    self.events = events
  }

  package enum Removal: Hashable, Sendable {
    case none
    /// By its id.
    case one(String)
    /// Without those of these ids.
    case allBut(Set<String>)
  }
}

/// What became of a change or a test; but for the first nothing was done.
package enum NotificationOutcome: Hashable, Sendable {
  case kept
  /// The scope has no such channel.
  case missing
  /// There would be more channels than `Limits.channelsOfPerson`.
  case tooManyChannels
  /// So many messages went out within the hour; in so many seconds there is room again.
  case tooManyMessages(seconds: Int)
  /// So many addresses were asked within a day.
  case tooManyConfirmations
}
