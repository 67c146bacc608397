import OrderedJSON
package import Scheduling

/// Something that a person is told: what is known of it, and not yet in what words.
package struct NotificationMessage: Hashable, Sendable {
  /// Who is told.
  package let userID: String
  package let kind: Kind
  /// When it came about.
  package let at: Instant
  /// What it is about; `nil`: nobody's automation or connection.
  package let subject: Subject?
  /// The run that brought it about; `nil`: none did.
  package let runID: String?
  /// When its trouble began; `nil`: it tells of none.
  package let since: Instant?
  /// When the automation runs next; `nil`: it does not, or this is of none.
  package let nextRunAt: Instant?
  /// Why, in sentences of at most 2 kB; what a server answered may be quoted.
  package let words: String?

  package init(
    userID: String, kind: Kind, at: Instant, subject: Subject? = nil, runID: String? = nil,
    since: Instant? = nil, nextRunAt: Instant? = nil, words: String? = nil
  ) {
    self.userID = userID
    self.kind = kind
    self.at = at
    self.subject = subject
    self.runID = runID
    self.since = since
    self.nextRunAt = nextRunAt
    self.words = words?.recorded
  }

  package enum Kind: Hashable, Sendable {
    case event(NotificationEvent)
    /// The trouble is over of which the event was told.
    case over(NotificationEvent)
    /// Somebody tries a channel.
    case test
    /// Whoever reads the mail is asked whether messages are wanted there.
    case confirmation
    /// So many others were left out within the hour that ends with this one.
    case more(Int)
  }

  /// An automation or a connection.
  package struct Subject: Hashable, Sendable {
    package enum Noun: Hashable, Sendable { case automation, connection }

    package let noun: Noun
    package let id: String
    /// As people call it; it may hold any characters.
    package let name: String
    /// The IANA name of the automation's zone; `nil`: times are told in UTC.
    package let timeZoneName: String?

    package init(_ noun: Noun, id: String, name: String, timeZoneName: String? = nil) {
      self.noun = noun
      self.id = id
      self.name = name
      self.timeZoneName = timeZoneName
    }
  }
}

extension NotificationMessage {
  /// Tells that a trouble is over: by an event of its own, or that it is no more.
  package var isOver: Bool {
    switch kind {
    case .event(.recovered), .over: true
    case .event, .test, .confirmation, .more: false
    }
  }

  /// For programs: an event's name, or `test`, `confirmation`, `more`.
  package var kindName: String {
    switch kind {
    case .event(let event), .over(let event): event.rawValue
    case .test: "test"
    case .confirmation: "confirmation"
    case .more: "more"
    }
  }
}
