import Automations

extension Choice {
  /// Of what one may be told, each to be ticked.
  static func events(ticked: Set<NotificationEvent>) -> [Choice] {
    NotificationEvent.allCases.map {
      Choice(value: $0.rawValue, words: $0.words, isChosen: ticked.contains($0))
    }
  }

  /// Somebody's channels, each to be ticked.
  static func channels(_ channels: [NotificationChannel], ticked: [String]) -> [Choice] {
    channels.map {
      Choice(value: $0.id, words: $0.words, isChosen: ticked.contains($0.id))
    }
  }
}

extension NotificationEvent {
  /// What comes about, for a person who may want to be told of it.
  fileprivate var words: String {
    switch self {
    case .runFailed: "A run failed"
    case .circuitOpened: "It was stopped for failing"
    case .recovered: "It works again"
    case .outcomeUnknown: "What became of a run is not known"
    case .runsMissed: "Runs were missed"
    case .connectionOff: "A connection that its other side gave up was switched off"
    case .contractChanged: "A tool has changed"
    }
  }
}

extension NotificationChannel {
  /// What it is and where it leads, for a person.
  var words: String { "\(kind.words), \(to)".listed }
}

extension NotificationChannel.Kind {
  /// What it is, for a person.
  var words: String {
    switch self {
    case .mail: "Mail"
    case .webhook: "Webhook"
    case .slack: "Slack"
    case .ntfy: "ntfy"
    }
  }
}
