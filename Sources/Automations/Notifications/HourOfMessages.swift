import OrderedJSON
package import Scheduling

/// How many messages went to a person within an hour. What comes beyond is left out, and one message at
/// the hour's end says how much it was.
package struct HourOfMessages: Hashable, Sendable {
  /// When its first message came.
  package let since: Instant
  /// How many came: as many as there is room for, and one more where there were others.
  package let count: Int

  package init(since: Instant, count: Int) {
    self.since = since
    self.count = count
  }

  /// The hour in which another message comes.
  /// - Parameter last: the one of the message before; `nil`: there was none.
  package init(ofMessageAt now: Instant, after last: HourOfMessages?) {
    // A clock that was set back must not keep an hour open.
    if let last, last.since <= now, now < last.end {
      // Beyond the room that there is, nobody counts.
      self.init(since: last.since, count: min(last.count, Limits.messagesPerHour) + 1)
    } else {
      self.init(since: now, count: 1)
    }
  }

  package var end: Instant { since.advanced(bySeconds: 3600) }

  /// Whether its last message is told.
  package var hasRoom: Bool { count <= Limits.messagesPerHour }
}
