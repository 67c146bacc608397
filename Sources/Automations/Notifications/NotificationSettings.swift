/// Of what a person is told, and where.
package struct NotificationSettings: Hashable, Sendable {
  /// In the order in which they were made.
  package let channels: [NotificationChannel]
  package let events: Set<NotificationEvent>

  package init(
    channels: [NotificationChannel] = [], events: Set<NotificationEvent> = NotificationEvent.usual
  ) {
    self.channels = channels
    self.events = events
  }
}

/// What is said of one automation alone.
package struct NotificationChoice: Hashable, Sendable {
  /// The ids of the owner's channels on which its messages go; `nil`: on all.
  package let channels: [String]?
  /// `nil`: as of all automations.
  package let events: Set<NotificationEvent>?

  /// - Parameter channels: each counts once; whoever ends a run reads them.
  package init(channels: [String]? = nil, events: Set<NotificationEvent>? = nil) {
    var seen: Set<String> = []
    self.channels = channels?.filter { seen.insert($0).inserted }
    self.events = events
  }

  /// Nothing is said.
  package static let asOfAll = NotificationChoice()
}

extension NotificationSettings {
  /// What holds for one automation.
  package func chosen(by choice: NotificationChoice) -> NotificationSettings {
    NotificationSettings(
      channels: choice.channels.map { ids in channels.filter { ids.contains($0.id) } } ?? channels,
      events: choice.events ?? events)
  }

  /// What tells these settings from others, for a form that was opened on them.
  package var digest: String {
    let channels = channels.map { "\($0.id) \($0.kind.rawValue) \($0.isConfirmed) \($0.to)" }
    let events = events.map(\.rawValue).sorted()
    return Identifier.derived(from: (channels + events).joined(separator: "\n"))
  }
}

extension NotificationChoice {
  /// What tells it from others.
  package var digest: String {
    let events = events?.map(\.rawValue).sorted().joined(separator: " ") ?? "as of all"
    let channels = channels?.sorted().joined(separator: " ") ?? "all"
    return Identifier.derived(from: "\(channels)\n\(events)")
  }
}
