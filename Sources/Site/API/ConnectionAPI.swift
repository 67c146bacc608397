import Automations
import OrderedJSON

/// Connections in the JSON API.
struct ConnectionAPI: Sendable {
  let services: Services
  let tests: LatestTests

  @Sendable func list(_ call: Call<Void, String?>) async throws -> [ListedConnection] {
    try await services.connections.list(of: call.input, for: call.caller)
  }

  @Sendable func show(_ call: Call<String, Void>) async throws -> ListedConnection {
    try await services.connections.connection(call.path, for: call.caller)
  }

  @Sendable func create(_ call: Call<Void, NewConnection>) async throws -> Made {
    let (connection, secret) = try await services.connections.create(
      call.input.draft, id: call.newID, of: call.input.userID, by: call.act)
    return Made(connection: connection, secret: secret)
  }

  @Sendable func change(_ call: Call<String, ConnectionChange>) async throws -> ListedConnection {
    try await services.connections.change(call.path, call.input, by: call.act)
  }

  @Sendable func delete(_ call: Call<String, Bool>) async throws {
    try await services.connections.delete(call.path, isConfirmed: call.input, by: call.act)
  }
}

extension ConnectionAPI {
  /// The one call that waits for another server, of which few go on at a time.
  @Sendable func test(_ call: Call<String, ConnectionProbe>) async throws -> ConnectionTest {
    let listed = try await services.connections.connection(call.path, for: call.caller)
    guard services.connections.canTest(listed.connection) else {
      throw Refusal.conflict("Nothing can test a connection of this kind")
    }
    let key = LatestTests.Key(listed, for: call.caller)
    guard
      try tests.begin(key, seen: listed.seenByTests, isAwaited: true, at: services.now())
    else {
      throw Refusal.tooMany(
        "A test of this connection goes on; ask again in a moment",
        retryAfter: Limits.stepSeconds.connecting)
    }
    do {
      let test = try await services.connections.test(call.path, call.input, by: call.act)
      return tests.end(key, with: test, at: services.now())
    } catch {
      tests.forget(key)
      throw error
    }
  }

  struct NewConnection {
    let userID: String?
    let draft: ConnectionDraft
  }

  struct Made {
    let connection: ListedConnection
    /// That was made for it; `nil`: none was.
    let secret: SecretText?
  }

  static let owner = Input<String?>.query(.optional("user_id", .identifier)) {
    userID throws(Refusal) in userID
  }

  static let newConnection = Input<NewConnection>.body(
    .optional("user_id", .identifier), .required("name", .identifier),
    .required("kind", .made), .optional("settings", .settings), .optional("secrets", .secrets),
    .optional("shared", .flag), .optional("enabled", .flag)
  ) { userID, name, kind, settings, secrets, isShared, isEnabled throws(Refusal) in
    NewConnection(
      userID: userID,
      draft: ConnectionDraft(
        name: name, kind: kind, settings: settings ?? [:], secrets: secrets, isShared: isShared,
        isEnabled: isEnabled ?? true))
  }

  static let changes = Input<ConnectionChange>.body(
    .optional("name", .identifier), .optional("settings", .settings),
    .optional("secrets", .secrets), .optional("shared", .flag), .optional("enabled", .flag)
  ) { name, settings, secrets, isShared, isEnabled throws(Refusal) in
    ConnectionChange(
      name: name, settings: settings, secrets: secrets, isShared: isShared, isEnabled: isEnabled)
  }

  static let confirmation = Input<Bool>.query(.optional("confirm", .flag)) {
    isConfirmed throws(Refusal) in isConfirmed ?? false
  }

  static let probe = Input<ConnectionProbe>.optionalBody(
    .optional("method", FieldKind<ConnectionProbe.Method>.choice),
    .optional("path", FieldKind<String>.text)
  ) { method, path throws(Refusal) in
    ConnectionProbe(method ?? .head, path: (path ?? "").trimmedOfWhiteSpace)
  }

  static let tested = Shape<ConnectionTest>.success([Member("test", outcome) { $0 }])

  private static let outcome = Shape<ConnectionTest>([
    Member("outcome", .name) { $0.outcome },
    Member("words", .text) { $0.words },
    .ifAny("tools", Shape.text.list()) { $0.tools },
  ]).named("ConnectionTest")

  static let all = Shape<[ListedConnection]>.success([
    Member("connections", connection.list()) { $0 }
  ])

  static let one = Shape<ListedConnection>.success([Member("connection", connection) { $0 }])

  static let made = Shape<Made>.success([
    Member("connection", connection) { $0.connection },
    .ifAny("secret", secret) { $0.secret },
  ])

  private static let secret = Shape<SecretText>(
    Schema.text.described("The secret that was made for it; no other answer has it"),
    as: { .string($0.text) })

  private static let connection = Shape<ListedConnection>([
    Member("id", .text) { $0.connection.id },
    Member("name", .text) { $0.connection.name },
    Member("kind", .name) { $0.connection.kind },
    Member("settings", .object) { $0.settings },
    Member("secrets", secrets) { $0.secrets },
    Member("shared", .flag) { $0.connection.isShared },
    Member("enabled", .flag) { $0.connection.isEnabled },
    Member("off_reason", Shape.text.orNull) { $0.connection.offReason },
    Member("used_by", Shape.text.list()) { $0.uses.tools },
    Member("messages", .flag) { $0.uses.carriesMessages },
    Member("owner", Shape.text.orNull) { $0.connection.owner },
    Member("read_only", .flag) { !$0.isTheirs },
  ]).named("Connection")

  /// What is told of secrets, by their names.
  private static let secrets = Shape<[SecretNote]>(
    Schema([
      "type": "object", "additionalProperties": note.schema.json,
    ])
  ) { notes, output in
    output.append(UInt8(ascii: "{"))
    for (index, each) in notes.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      JSON.string(each.name).write(to: &output)
      output.append(UInt8(ascii: ":"))
      note.write(each, &output)
    }
    output.append(UInt8(ascii: "}"))
  }

  private static let note = Shape<SecretNote>([
    Member("last4", .text) { $0.last4 },
    Member("set_at", .instant) { $0.setAt },
    Member("used_at", Shape.instant.orNull) { $0.usedAt },
  ])
}

extension ListedConnection {
  /// As they were given; somebody else's, and those of the operator's file, as far as a binding needs them.
  fileprivate var settings: JSON {
    guard isTheirs else { return connection.settings.outline }
    let settings = connection.settings.json
    guard connection.isShared else { return settings }
    return .object((settings.members ?? []) + [JSON.Member("shared", true)])
  }
}

extension FieldKind where Value == AdapterKind {
  /// Of the embedded tools there is one connection.
  fileprivate static var made: FieldKind {
    oneOf(AdapterKind.allCases.filter { $0 != .local })
  }
}

extension FieldKind where Value == JSON {
  fileprivate static var settings: FieldKind { object }

  fileprivate static var secrets: FieldKind {
    object.described(
      as: Schema([
        "type": "object", "additionalProperties": ["type": ["string", "null"]],
        "description":
          "Texts by their names. “[secret name]” leaves what is there, null takes it away",
      ]))
  }
}
