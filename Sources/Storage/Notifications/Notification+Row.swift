import Automations
import OrderedJSON
import Scheduling

extension NotificationChannel {
  static let columns = "id, kind, recipient, is_confirmed"

  /// `nil` where what is stored of it cannot be read: no run ends otherwise for that.
  init?(_ row: Row, from column: Int = 0) {
    guard let id = row.textIfAny(column),
      let kind = row.textIfAny(column + 1).flatMap(Kind.init(rawValue:)),
      let to = row.textIfAny(column + 2)
    else { return nil }
    self.init(id: id, kind: kind, to: to, isConfirmed: row.flag(column + 3))
  }
}

extension Set<NotificationEvent> {
  /// As columns have it.
  var storedText: String { map(\.rawValue).sorted().storedText }
}

extension Row {
  /// `nil`: nothing was said. Names that nobody knows are left out.
  func eventsIfAny(_ column: Int) -> Set<NotificationEvent>? {
    textsIfAny(column).map { Set($0.compactMap(NotificationEvent.init(rawValue:))) }
  }

  /// A list of texts in JSON; `nil`: there is none.
  func textsIfAny(_ column: Int) -> [String]? {
    (try? jsonIfAny(column))?.elements?.compactMap(\.text)
  }
}

extension NotificationMessage {
  /// What `init(_:from:)` reads, in that order.
  static let columns = """
    m.user_id, m.kind, m.is_over, m.left_out, m.at, m.trace_id, m.connection_id, m.name, m.time_zone,
    m.run_id, m.since, m.next_run_at, m.words
    """
  static let columnCount = 13

  init(_ row: Row, from column: Int) throws {
    func subject(_ noun: Subject.Noun, _ id: String) -> Subject {
      Subject(
        noun, id: id, name: row.textIfAny(column + 7) ?? "",
        timeZoneName: row.textIfAny(column + 8))
    }
    self.init(
      userID: try row.text(column), kind: try row.messageKind(column + 1),
      at: try row.instant(column + 4),
      subject: row.textIfAny(column + 5).map { subject(.automation, $0) }
        ?? row.textIfAny(column + 6).map { subject(.connection, $0) },
      runID: row.textIfAny(column + 9), since: row.instantIfAny(column + 10),
      nextRunAt: row.instantIfAny(column + 11), words: row.textIfAny(column + 12))
  }
}

extension NotificationMessage.Kind {
  /// How many messages it says were left out.
  var leftOut: Int? { if case .more(let count) = self { count } else { nil } }

  /// Whether it tells that the trouble of its event is over, of which there is no event of its own.
  var isOver: Bool { if case .over = self { true } else { false } }
}

extension Row {
  fileprivate func messageKind(_ column: Int) throws -> NotificationMessage.Kind {
    switch try text(column) {
    case "test": return .test
    case "confirmation": return .confirmation
    case "more": return .more(try integer(column + 2))
    default:
      let event: NotificationEvent = try name(column)
      return flag(column + 1) ? .over(event) : .event(event)
    }
  }
}

extension Delivery {
  /// What `init(_:from:)` reads, in that order, before the columns of its message.
  static let columns = """
    d.name, d.channel_id, d.channel_kind, d.recipient, 1, d.attempts, d.outcome, d.words, d.ended_at,
    \(NotificationMessage.columns)
    """
  static let tables =
    "notification_deliveries AS d JOIN notification_messages AS m ON m.id = d.message_id"

  init(_ row: Row, from column: Int) throws {
    guard let channel = NotificationChannel(row, from: column + 1) else {
      throw row.unreadable(column + 2)
    }
    self.init(
      id: try row.text(column), message: try NotificationMessage(row, from: column + 9),
      channel: channel, attempts: try row.integer(column + 5),
      outcome: try row.nameIfAny(column + 6), words: row.textIfAny(column + 7),
      endedAt: row.instantIfAny(column + 8))
  }
}
