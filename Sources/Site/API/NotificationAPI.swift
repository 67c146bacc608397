import Automations
import OrderedJSON
import Scheduling

/// Of what people are told, and where, in the JSON API.
struct NotificationAPI: Sendable {
  let services: Services

  @Sendable func show(_ call: Call<Void, Void>) async throws -> Shown {
    Shown(
      settings: try await services.notifications.settings(of: call.caller),
      deliveries: try await services.notifications.deliveries(of: call.caller))
  }

  @Sendable func change(_ call: Call<Void, Change>) async throws -> Shown {
    Shown(
      settings: try await services.notifications.change(
        channels: call.input.channels, events: call.input.events ?? [:], by: call.act),
      deliveries: try await services.notifications.deliveries(of: call.caller))
  }

  @Sendable func test(_ call: Call<String, Void>) async throws -> String {
    try await services.notifications.test(call.path, id: call.newID, by: call.act)
    return call.newID
  }

  @Sendable func showChoice(_ call: Call<String, Void>) async throws -> NotificationChoice {
    try await services.notifications.choice(of: call.path, for: call.caller).choice
  }

  @Sendable func choose(_ call: Call<String, Choice>) async throws -> NotificationChoice {
    let (before, owners) = try await services.notifications.choice(
      of: call.path, for: call.caller)
    let choice = NotificationChoice(
      channels: call.input.channels,
      events: call.input.events.map { events in
        (before.events ?? owners.events).subtracting(events.keys)
          .union(events.filter(\.value).keys)
      })
    try await services.notifications.setChoice(choice, of: call.path, by: call.act)
    return choice
  }
}

extension NotificationAPI {
  struct Shown {
    let settings: NotificationSettings
    let deliveries: [Delivery]
  }

  struct Change {
    let channels: [ChannelDraft]?
    let events: [NotificationEvent: Bool]?
  }

  struct Choice {
    let channels: [String]?
    let events: [NotificationEvent: Bool]?
  }

  static let changes = Input<Change>.body(
    .optional("channels", .channels), .optional("events", .events)
  ) { channels, events throws(Refusal) in
    Change(channels: channels, events: events)
  }

  static let newChoice = Input<Choice>.body(
    .optional("channels", .channelIDs), .optional("events", .events)
  ) { channels, events throws(Refusal) in
    Choice(channels: channels, events: events)
  }

  static let settings = Shape<Shown>.success([
    Member("channels", channel.list()) { $0.settings.channels },
    Member("events", events) { $0.settings.events },
    Member("deliveries", delivery.list()) { $0.deliveries },
  ])

  static let tested = Shape<String>.success([
    Member("delivery_id", .text) { $0 },
    Member("message", .constant(testedText)) { _ in testedText },
  ])

  private static let testedText = "The message is on its way; deliveries tell what became of it"

  static let choice = Shape<NotificationChoice>.success([
    Member("channels", Shape.text.list().orNull) { $0.channels },
    Member("events", events.orNull) { $0.events },
  ])

  private static let channel = Shape<NotificationChannel>([
    Member("id", .text) { $0.id },
    Member("kind", .name) { $0.kind },
    Member("to", .text) { $0.to },
    Member("confirmed", .flag) { $0.isConfirmed },
  ]).named("Channel")

  private static let events = Shape<Set<NotificationEvent>>(
    NotificationEvent.allCases.map { event in
      Member(event.rawValue, .flag) { $0.contains(event) }
    })

  private static let delivery = Shape<Delivery>([
    Member("id", .text) { $0.id },
    Member("at", .instant) { $0.message.at },
    Member("event", .text) { $0.message.kindName },
    Member("over", .flag) { $0.message.isOver },
    Member("title", .text) { $0.message.title },
    Member("trace_id", Shape.text.orNull) { $0.message.traceID },
    Member("run_id", Shape.text.orNull) { $0.message.runID },
    Member("channel_id", .text) { $0.channel.id },
    Member("kind", .name) { $0.channel.kind },
    Member("to", .text) { $0.channel.to },
    Member("attempts", .count) { $0.attempts },
    Member("outcome", Shape<Delivery.Outcome>.name.orNull) { $0.outcome },
    Member("reason", Shape.text.orNull) { $0.words },
    Member("ended_at", Shape.instant.orNull) { $0.endedAt },
  ]).named("Delivery")
}

extension NotificationMessage {
  /// `nil`: it is about no automation.
  fileprivate var traceID: String? { subject?.noun == .automation ? subject?.id : nil }
}

extension FieldKind where Value == [NotificationEvent: Bool] {
  /// An object of flags by the names of events; the others stay as they are.
  fileprivate static var events: FieldKind {
    FieldKind(
      .object(NotificationEvent.allCases.map { ($0.rawValue, .flag, false) }),
      "an object of events"
    ) { json, path, faults in
      guard let members = FieldKind<JSON>.object.read(json, path, &faults)?.members else {
        return nil
      }
      var events: [NotificationEvent: Bool] = [:]
      for member in members.prefix(Limits.faultsTold) {
        let place = path + [member.key.cut(toBytes: Limits.quotedNameBytes)]
        guard let event = NotificationEvent(rawValue: member.key) else {
          let names = NotificationEvent.allCases.map(\.rawValue).joined(separator: ", ")
          faults.append(Fault(place, "is no event; there are \(names)"))
          continue
        }
        events[event] = FieldKind<Bool>.flag.read(member.value, place, &faults)
      }
      return events
    }
  }
}

extension FieldKind where Value == [String] {
  /// The ids of channels.
  fileprivate static var channelIDs: FieldKind {
    FieldKind(.list(of: .text), "a list of channels' ids") { json, path, faults in
      guard let elements = json.listElements(at: path, &faults) else { return nil }
      guard elements.count <= Limits.channelsOfPerson else {
        let words = "must have at most \(Limits.channelsOfPerson) channels: more are not kept"
        faults.append(Fault(path, words, .tooLong))
        return nil
      }
      return elements.enumerated().compactMap { index, id in
        FieldKind<String>.rowID.read(id, path + [String(index)], &faults)
      }
    }
  }
}

extension FieldKind where Value == [ChannelDraft] {
  private static var schema: Schema {
    .list(
      of: .object([
        ("id", .text.described("Of one that there is; absent: a new one"), false),
        ("kind", .choice(NotificationChannel.Kind.self), true),
        (
          "to",
          .text.described(
            "An address of mail, the name of a connection of the kind webhook, or an address of Slack's or "
              + "ntfy's; as it is answered, it stays"), true
        ),
      ]))
  }

  /// All channels that there are to be.
  fileprivate static var channels: FieldKind {
    FieldKind(schema, "a list of channels") { json, path, faults in
      guard let elements = json.listElements(at: path, &faults) else { return nil }
      // One too many is told where they are counted.
      return elements.prefix(Limits.channelsOfPerson + 1).enumerated().compactMap { index, json in
        draft(json, path + [String(index)], &faults)
      }
    }
  }

  private static func draft(
    _ json: JSON, _ path: [String], _ faults: inout [Fault]
  ) -> ChannelDraft? {
    guard FieldKind<JSON>.object.read(json, path, &faults)?.members != nil else { return nil }
    func member<Part>(_ name: String, _ kind: FieldKind<Part>) -> Part? {
      guard let value = json[name] else {
        faults.append(Fault(path + [name], "Field required: \(kind.words)", .missing))
        return nil
      }
      return kind.read(value, path + [name], &faults)
    }
    let id = json["id"].flatMap { value in
      value.isNull ? nil : FieldKind<String>.rowID.read(value, path + ["id"], &faults)
    }
    let kind = member("kind", FieldKind<NotificationChannel.Kind>.choice)
    let to = member("to", FieldKind<String>.text)
    guard let kind, let to else { return nil }
    return ChannelDraft(id: id, kind: kind, to: to)
  }
}
