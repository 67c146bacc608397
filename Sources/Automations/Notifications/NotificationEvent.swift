/// What a person may be told of.
package enum NotificationEvent: String, CaseIterable, Sendable {
  /// A run failed.
  case runFailed = "run_failed"
  /// An automation was stopped for failing.
  case circuitOpened = "circuit_opened"
  /// A run succeeded, the first since one of these was told.
  case recovered
  /// What became of a run is not known, and a person has to say it.
  case outcomeUnknown = "outcome_unknown"
  /// Instants came for which nobody was there.
  case runsMissed = "runs_missed"
  /// The program switched a connection off.
  case connectionOff = "connection_off"
  /// A tool is another one than it was when its version was deployed.
  case contractChanged = "contract_changed"
}

extension NotificationEvent {
  /// Those that are told where nobody has said which.
  package static let usual = Set(allCases)

  /// What it belongs to; `nil`: it ends something.
  package var trouble: Trouble? {
    switch self {
    case .runFailed, .circuitOpened, .contractChanged: .failing
    case .recovered: nil
    case .outcomeUnknown: .unknown
    case .runsMissed: .missed
    case .connectionOff: .off
    }
  }

  /// How much it says among those of its trouble.
  fileprivate var weight: Int {
    switch self {
    case .recovered: 0
    case .runFailed, .outcomeUnknown, .runsMissed, .connectionOff: 1
    case .circuitOpened: 2
    case .contractChanged: 3
    }
  }
}

/// What is wrong with an automation or a connection from some moment on until it is over: told once,
/// once more where it becomes worse, and once when it is over.
package enum Trouble: String, CaseIterable, Sendable {
  /// Of an automation: it fails.
  case failing
  /// Of an automation: it has runs of which nobody knows what became of them.
  case unknown
  /// Of an automation: its instants come late or pass.
  case missed
  /// Of a connection: it is switched off.
  case off
}

extension Trouble {
  /// What is told when something comes about.
  /// - Parameters:
  ///   - events: what it is, in several words where it is more than one thing.
  ///   - wanted: of what the person wants to be told.
  ///   - told: what was told of the same trouble before; `nil`: nothing was.
  /// - Returns: the event that says the most; `nil` where as much was told.
  package static func news(
    in events: [NotificationEvent], wanted: Set<NotificationEvent>, told: NotificationEvent?
  ) -> NotificationEvent? {
    let news = events.filter(wanted.contains).max { $0.weight < $1.weight }
    guard let news, let told else { return news }
    return news.weight > told.weight ? news : nil
  }

  /// By which wish it is told that the trouble is over of which an event was told.
  package static func end(of told: NotificationEvent) -> NotificationEvent {
    told.trouble == .failing ? .recovered : told
  }
}
