package import Scheduling

/// A message on its way to one channel, as its list shows it.
package struct Delivery: Hashable, Sendable {
  /// UUID, lower case; who receives it several times knows it by this.
  package let id: String
  package let message: NotificationMessage
  /// As the channel was when the message was written.
  package let channel: NotificationChannel
  /// How many attempts ended.
  package let attempts: Int
  /// `nil`: it is on its way.
  package let outcome: Outcome?
  /// Why it ended so or what the last attempt came to, in a sentence; `nil`: nothing is to be said.
  package let words: String?
  /// `nil`: it has not ended.
  package let endedAt: Instant?

  package init(
    id: String, message: NotificationMessage, channel: NotificationChannel, attempts: Int,
    outcome: Outcome?, words: String?, endedAt: Instant?
  ) {
    self.id = id
    self.message = message
    self.channel = channel
    self.attempts = attempts
    self.outcome = outcome
    self.words = words
    self.endedAt = endedAt
  }

  package enum Outcome: String, CaseIterable, Sendable {
    /// It was taken.
    case sent
    /// It was not taken, or nobody knows whether it was.
    case failed
    /// Nobody tried: there is no way, or none any more.
    case notSent = "not_sent"
  }
}

/// A delivery that somebody carries out, until the lease is over.
package struct ClaimedDelivery: Hashable, Sendable {
  package let key: Key
  package let delivery: Delivery

  package init(key: Key, delivery: Delivery) {
    self.key = key
    self.delivery = delivery
  }

  /// Names the hold of a row.
  package struct Key: Hashable, Sendable {
    package let row: Int64
    /// Rises with each hold.
    package let epoch: Int

    package init(row: Int64, epoch: Int) {
      self.row = row
      self.epoch = epoch
    }
  }
}

/// Who takes deliveries, and how many.
package struct DeliveryRequest: Sendable {
  /// Those that are due by this are taken.
  package let now: Instant
  /// Until when they are held.
  package let lease: Instant
  package let limit: Int
  /// How many of one person are carried out at a time.
  package let perUser: Int
  /// What is carried out now.
  package let holding: [ClaimedDelivery]

  package init(
    now: Instant, lease: Instant, limit: Int, perUser: Int, holding: [ClaimedDelivery]
  ) {
    self.now = now
    self.lease = lease
    self.limit = limit
    self.perUser = perUser
    self.holding = holding
  }
}

/// What an attempt came to.
package enum DeliveryEnd: Hashable, Sendable {
  /// - Parameter words: why, in a sentence; `nil`: there is nothing to say.
  case ended(Delivery.Outcome, words: String?)
  /// Another attempt follows at a time.
  case again(Instant, words: String)
}
