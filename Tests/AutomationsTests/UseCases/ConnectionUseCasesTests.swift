import Automations
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing

@Suite struct ConnectionUseCasesTests {
  let world: UseCaseWorld
  private let crm = ConnectionDraft(
    name: "crm", kind: .http,
    settings: ["base_url": "https://crm.example/v1", "auth": ["type": "bearer"]],
    secrets: ["token": "correct-horse-battery"])

  init() throws { world = try UseCaseWorld() }

  @Test func `a connection is made, and its secret is seen as a note and never again as it is`()
    async throws
  {
    let (made, secret) = try await world.connections.create(crm, of: nil, by: .alice)
    #expect(made.connection.owner == "alice" && made.connection.name == "crm")
    #expect(made.isTheirs && made.uses.isNone && secret == nil)
    let note = try #require(made.secrets.first)
    #expect(note.name == "token" && note.last4 == "tery" && note.setAt == .morning)
    #expect(made.secrets.count == 1 && note.usedAt == nil)
    let listed = try await world.connections.list(of: nil, for: .alice)
    #expect(listed.map(\.connection) == [made.connection] && listed.map(\.secrets) == [[note]])
    let kept = try await world.vault.secrets(in: .connection(made.connection.id), of: "alice")
    #expect(kept == [SecretText(name: "token", text: "correct-horse-battery")])
  }

  @Test func `somebody else's does not exist, and cannot be told from what nobody has`()
    async throws
  {
    let id = try await made(crm)
    let bob = world.connections
    #expect(try await bob.list(of: nil, for: .bob).isEmpty)
    for id in [id, Identifier.random()] {
      let asked: [() async throws -> Void] = [
        { _ = try await bob.connection(id, for: .bob) },
        { _ = try await bob.change(id, ConnectionChange(isEnabled: false), by: .bob) },
        { try await bob.delete(id, isConfirmed: true, by: .bob) },
      ]
      for ask in asked {
        guard case .notFound(.connection)? = try await refusal(ask) else {
          Issue.record("not refused")
          continue
        }
      }
    }
    let forbidden = try await refusal { _ = try await bob.create(crm, of: "alice", by: .bob) }
    guard case .forbidden? = forbidden else {
      Issue.record("not refused")
      return
    }
    // An administrator sees and changes everybody's.
    #expect(try await bob.list(of: "alice", for: .administrator).map(\.connection.id) == [id])
    let changed = try await bob.change(
      id, ConnectionChange(isEnabled: false), by: .of(.everybody))
    #expect(!changed.connection.isEnabled && changed.secrets.map(\.name) == ["token"])
  }

  @Test(
    arguments: [
      (ConnectionDraft(name: "", kind: .http), ["name", "settings/base_url"]),
      (ConnectionDraft(name: "http", kind: .webhook), ["name", "settings/url"]),
      (ConnectionDraft(name: " crm", kind: .webhook), ["name", "settings/url"]),
      (ConnectionDraft(name: "c\u{202E}m", kind: .webhook), ["name", "settings/url"]),
      (ConnectionDraft(name: "home", kind: .local), ["kind"]),
      (
        ConnectionDraft(
          name: "crm", kind: .http,
          settings: ["base_url": "https://x.example", "auth": ["type": "bearer"]]),
        ["secrets/token"]
      ),
      (
        ConnectionDraft(
          name: "crm", kind: .http, settings: ["base_url": "https://x.example"],
          secrets: ["token": "x"]), ["secrets/token"]
      ),
      (
        ConnectionDraft(
          name: "crm", kind: .http,
          settings: ["base_url": "https://x.example", "auth": ["type": "bearer"]],
          secrets: ["token": 5]), ["secrets/token"]
      ),
      (
        ConnectionDraft(
          name: "crm", kind: .http,
          settings: ["base_url": "https://x.example", "auth": ["type": "bearer"]],
          secrets: ["token": "[secret token]"]), ["secrets/token"]
      ),
      (
        ConnectionDraft(
          name: "crm", kind: .http, settings: ["base_url": "https://x.example"],
          secrets: ["token"]), ["secrets"]
      ),
      (
        ConnectionDraft(
          name: "runner", kind: .webhook, settings: ["url": "https://x.example"],
          secrets: ["secret": "whsec_short"]), ["secrets/secret"]
      ),
      (
        ConnectionDraft(
          name: "crm", kind: .http, settings: ["base_url": "https://x.example", "shared": true],
          isShared: false), ["shared"]
      ),
      (
        ConnectionDraft(
          name: "crm", kind: .http,
          settings: ["base_url": "https://x.example:99999", "auth": ["type": "bearer"]]),
        ["settings/base_url", "secrets/token"]
      ),
      (
        ConnectionDraft(
          name: "runner", kind: .webhook, settings: ["url": "http://[::1]:0/"]), ["settings/url"]
      ),
    ] as [(ConnectionDraft, [String])])
  func `what is wrong is told all at once, each at its place`(
    _ draft: ConnectionDraft, _ places: [String]
  ) async throws {
    let refused = try await refusal {
      _ = try await world.connections.create(draft, of: nil, by: .alice)
    }
    guard case .invalid(let faults)? = refused else {
      Issue.record("not refused")
      return
    }
    #expect(Set(faults.map { $0.path.joined(separator: "/") }) == Set(places), "\(faults)")
    #expect(!faults.contains { $0.message.contains("whsec_short") })
  }

  @Test(arguments: [
    "http://[::1]/a:b", "http://[::1]:65535", "http://x.example:/", "http://x:1?:0",
  ])
  func `a port is told only of what is one`(_ url: String) async throws {
    try await made(
      ConnectionDraft(name: "runner", kind: .webhook, settings: ["url": .string(url)]))
  }

  @Test func `only kinds that something carries out are taken`() async throws {
    let connections = world.connections(of: [.http, .local])
    let runner = ConnectionDraft(
      name: "runner", kind: .webhook, settings: ["url": "https://x.example"])
    let refused = try await refusal {
      _ = try await connections.create(runner, of: nil, by: .alice)
    }
    guard case .invalid(let faults)? = refused else {
      Issue.record("not refused")
      return
    }
    #expect(faults == [Fault(["kind"], "must be one of: http")])
  }

  @Test func `a name is one's own, and nobody else's matter`() async throws {
    try await made(crm)
    let again = try await refusal {
      _ = try await world.connections.create(crm, of: nil, by: .alice)
    }
    guard case .invalid(let faults)? = again else {
      Issue.record("not refused")
      return
    }
    #expect(faults == [Fault(["name"], "is the name of another connection")])
    _ = try await world.connections.create(crm, of: nil, by: .bob)
  }

  @Test func `what is sent back of a secret keeps it, null takes it away, a text replaces it`()
    async throws
  {
    let oauth: JSON = [
      "base_url": "https://crm.example",
      "auth": [
        "type": "oauth2", "grant": "refresh_token", "token_url": "https://id.example/token",
        "client_id": "reprise",
      ],
    ]
    let id = try await made(
      ConnectionDraft(
        name: "crm", kind: .http, settings: oauth,
        secrets: ["refresh_token": "first token", "client_secret": "a secret"]))
    func names(_ secrets: JSON?, settings: JSON? = nil) async throws -> [String: String] {
      _ = try await world.connections.change(
        id, ConnectionChange(settings: settings, secrets: secrets), by: .alice)
      let kept = try await world.vault.secrets(in: .connection(id), of: "alice")
      return Dictionary(uniqueKeysWithValues: kept.map { ($0.name, $0.text) })
    }
    let both = ["refresh_token": "first token", "client_secret": "a secret"]
    #expect(
      try await names([
        "refresh_token": "[secret refresh_token]", "client_secret": "[secret client_secret]",
      ]) == both)
    #expect(try await names(nil, settings: oauth) == both)
    #expect(try await names(["client_secret": nil]) == ["refresh_token": "first token"])
    #expect(try await names(["refresh_token": "other token"]) == ["refresh_token": "other token"])
    // One that the sign-in needs does not go.
    let needed = try await refusal { _ = try await names(["refresh_token": nil]) }
    guard case .invalid(let faults)? = needed else {
      Issue.record("not refused")
      return
    }
    #expect(faults.map(\.path) == [["secrets", "refresh_token"]])
    // Tokens are no caller's; they stay while they may be of use, and go with the sign-in.
    let tokens = SecretText(name: "oauth_tokens", text: "{}")
    try await world.vault.put([tokens], in: .connection(id), of: "alice", by: .alice)
    #expect(try await names(nil, settings: oauth)["oauth_tokens"] == "{}")
    let basic: JSON = [
      "base_url": "https://crm.example", "auth": ["type": "basic", "username": "alice"],
    ]
    #expect(
      try await names(["password": "open sesame"], settings: basic)
        == ["password": "open sesame"])
  }

  @Test func `a webhook's secret is made and told once, and holds for a while when another comes`()
    async throws
  {
    let draft = ConnectionDraft(
      name: "runner", kind: .webhook, settings: ["url": "https://runner.example/"])
    let (runner, secret) = try await world.connections.create(draft, of: nil, by: .alice)
    let first = try #require(secret).text
    #expect(first.hasPrefix("whsec_") && runner.secrets.map(\.name) == ["secret"])
    let second = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    let changed = try await world.connections.change(
      runner.connection.id, ConnectionChange(secrets: ["secret": .string(second)]), by: .alice)
    #expect(changed.secrets.map(\.name) == ["secret"])
    let row = SecretRow.connection(runner.connection.id)
    let kept = try await world.vault.secrets(in: row, of: "alice")
    #expect(
      kept == [
        SecretText(name: "former_secret", text: first),
        SecretText(name: "secret", text: second),
      ])
    // Whoever did not hear that it was set says it again.
    _ = try await world.connections.change(
      runner.connection.id, ConnectionChange(secrets: ["secret": .string(second)]),
      by: .of(.alice, at: .morning.advanced(bySeconds: 3600)))
    #expect(try await world.vault.secrets(in: row, of: "alice") == kept)
    let secrets = ConnectionSecrets(vault: world.vault)
    for (seconds, signing) in [
      (0, [second, first]), (86_399, [second, first]), (86_400, [second]),
    ] {
      let time = Instant.morning.advanced(bySeconds: Int64(seconds))
      let texts = try await secrets.signing(of: changed.connection, at: time).map(\.text)
      #expect(texts == signing, "\(seconds)")
    }
    _ = try await world.connections.change(
      runner.connection.id,
      ConnectionChange(settings: ["url": "https://other.example/"]), by: .alice)
    #expect(try await world.vault.secrets(in: row, of: "alice") == kept)
    let none = try await refusal {
      _ = try await world.connections.change(
        runner.connection.id, ConnectionChange(secrets: ["secret": nil]), by: .alice)
    }
    guard case .invalid? = none else {
      Issue.record("not refused")
      return
    }
  }

  @Test func `a webhook's secrets that cannot be read any more are set anew`() async throws {
    let draft = ConnectionDraft(
      name: "runner", kind: .webhook, settings: ["url": "https://runner.example/"])
    let runner = try await world.connections.create(draft, of: nil, by: .alice).made.connection
    let text = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    // Sealed for another place.
    let others = try await world.vault.seal(
      ["secret", "former_secret"].map { SecretText(name: $0, text: text) },
      in: .connection("other"), of: "alice", by: .alice)
    let damaged = others.map { secret in
      SealedSecret(
        place: SecretPlace(.connection(runner.id), secret.place.name), userID: "alice",
        sealed: secret.sealed, dataKeyID: secret.dataKeyID, last4: "", setAt: .morning)
    }
    try await world.database.put(damaged, by: .alice)
    let changed = try await world.connections.change(
      runner.id, ConnectionChange(secrets: ["secret": .string(text)]), by: .alice)
    let signing = try await ConnectionSecrets(vault: world.vault)
      .signing(of: changed.connection, at: .morning)
    #expect(signing.map(\.text) == [text])
  }

  @Test func `what tools are bound to does not go unasked, and what went is unbound`()
    async throws
  {
    let id = try await made(crm)
    _ = try await world.bindings.put(
      BindingDraft(tool: "send_email", connection: "crm"), of: nil, by: .alice)
    #expect(try await world.connections.connection(id, for: .alice).uses.tools == ["send_email"])
    let refused = try await refusal {
      try await world.connections.delete(id, isConfirmed: false, by: .alice)
    }
    guard case .inUse(let words, let tools)? = refused else {
      Issue.record("not refused")
      return
    }
    #expect(tools == ["send_email"] && words.contains("send_email"))
    try await world.connections.delete(id, isConfirmed: true, by: .alice)
    #expect(try await world.vault.secrets(in: .connection(id), of: "alice").isEmpty)
    // The embedded tool of that name does not take its place, nor does another connection.
    func meaning() async throws -> ToolMeaning {
      try await world.bindings.bindings(of: "alice").meaning(of: "send_email")
    }
    #expect(try await meaning() == .unbound(.noConnection("crm")))
    let another = try await made(crm)
    #expect(try await meaning() == .unbound(.noConnection("crm")))
    #expect(try await world.connections.connection(another, for: .alice).uses.isNone)
    _ = try await world.bindings.put(
      BindingDraft(tool: "send_email", connection: "crm"), of: nil, by: .alice)
    #expect(try await meaning().bound?.connection.id == another)
  }

  @Test func `bindings follow a connection to its new name`() async throws {
    let id = try await made(crm)
    _ = try await world.bindings.put(
      BindingDraft(tool: "find", connection: "crm"), of: nil, by: .alice)
    let renamed = try await world.connections.change(
      id, ConnectionChange(name: "customers"), by: .alice)
    #expect(renamed.connection.name == "customers" && renamed.uses.tools == ["find"])
    let tool = try await world.bindings.bindings(of: "alice").binding(of: "find")
    #expect(tool?.connection == renamed.connection && tool?.binding.connection == "customers")
  }

  @Test func `one that is switched off carries nothing out, and says so`() async throws {
    let id = try await made(crm)
    _ = try await world.bindings.put(
      BindingDraft(tool: "find", connection: "crm"), of: nil, by: .alice)
    func meaning() async throws -> ToolMeaning {
      try await world.bindings.bindings(of: "alice").meaning(of: "find")
    }
    _ = try await world.connections.change(id, ConnectionChange(isEnabled: false), by: .alice)
    #expect(try await meaning() == .unbound(.switchedOff("crm", because: nil)))
    _ = try await world.connections.change(id, ConnectionChange(isEnabled: true), by: .alice)
    #expect(try await meaning().bound != nil)
    let gone = "The runner answered 410."
    #expect(try await world.database.switchOff(id, because: gone, at: .morning))
    #expect(try await meaning() == .unbound(.switchedOff("crm", because: gone)))
    #expect(try await !world.database.switchOff(id, because: "Once more.", at: .morning))
    let on = try await world.connections.change(
      id, ConnectionChange(isEnabled: true), by: .alice)
    #expect(on.connection.offReason == nil && on.connection.isEnabled)
  }

  // MARK: Offered to everybody

  @Test func `an administrator offers one to everybody, who see no secret of it`() async throws {
    var draft = crm
    draft.settings = [
      "base_url": "https://crm.example/v1", "auth": ["type": "bearer"], "shared": true,
    ]
    let forbidden = try await refusal {
      _ = try await world.connections.create(draft, of: nil, by: .alice)
    }
    guard case .forbidden? = forbidden else {
      Issue.record("not refused")
      return
    }
    let (shared, _) = try await world.connections.create(draft, of: nil, by: .of(.everybody))
    let id = shared.connection.id
    let seen = try #require(try await world.connections.list(of: nil, for: .alice).first)
    #expect(seen.connection.id == id && !seen.isTheirs && seen.secrets.isEmpty)
    _ = try await world.bindings.put(
      BindingDraft(tool: "find", connection: "crm"), of: nil, by: .alice)
    #expect(try await world.connections.connection(id, for: .alice).uses.tools == ["find"])
    #expect(try await world.connections.connection(id, for: .bob).uses.isNone)
    #expect(
      try await world.connections.list(of: nil, for: .administrator).map(\.uses.tools) == [["find"]]
    )
    let another = try await refusal {
      _ = try await world.connections.change(id, ConnectionChange(name: "mine"), by: .alice)
    }
    guard case .forbidden? = another else {
      Issue.record("not refused")
      return
    }
    // The person's own of that name goes first, whenever it is made.
    let own = try await made(crm)
    let bound = try await world.bindings.bindings(of: "alice").binding(of: "find")
    #expect(bound?.connection.id == own)
    #expect(try await world.connections.connection(id, for: .administrator).uses.isNone)
  }

  @Test func `the operator's by a file is seen and not changed, nor found by another's name`()
    async throws
  {
    let tools = OperatorsTools(
      connections: [
        Connection(
          id: "00000000-0000-8000-8000-000000000001", owner: nil, name: "crm",
          settings: .webhook(WebhookSettings(url: "https://operator.example/")))
      ], bindings: [Binding(tool: "*", connection: "crm")])
    let connections = world.connections(operators: tools)
    let seen = try #require(try await connections.list(of: nil, for: .alice).first)
    #expect(!seen.isTheirs && seen.connection.owner == nil)
    let refused = try await refusal {
      _ = try await connections.change(
        seen.connection.id, ConnectionChange(isEnabled: false), by: .of(.everybody))
    }
    guard case .conflict? = refused else {
      Issue.record("not refused")
      return
    }
    try await made(crm)
    let bindings = Bindings(
      of: try await world.database.tools(of: "alice"), operators: tools)
    // Before the embedded one, and through the operator's connection whatever Alice calls hers.
    #expect(bindings.binding(of: "send_email")?.connection.owner == .some(nil))
    #expect(bindings.binding(of: "send_email")?.connection.kind == .webhook)
  }

  @Test func `connections and their documents have a bound`() async throws {
    let document = JSON.string(String(repeating: "x", count: 1_000_000))
    for number in 0..<4 {
      try await made(
        ConnectionDraft(name: "api\(number)", kind: .openapi, settings: ["document": document]))
    }
    let long = try await refusal {
      try await made(
        ConnectionDraft(name: "api4", kind: .openapi, settings: ["document": document]))
    }
    guard case .invalid(let faults)? = long else {
      Issue.record("not refused")
      return
    }
    #expect(faults.map(\.kind) == [.tooLong])
    for number in 4..<Limits.connectionsOfPerson {
      try await made(
        ConnectionDraft(
          name: "hook\(number)", kind: .http, settings: ["base_url": "https://x.example"]))
    }
    let many = try await refusal { try await made(crm) }
    guard case .invalid(let told)? = many else {
      Issue.record("not refused")
      return
    }
    #expect(told.map(\.path) == [["name"]] && told.map(\.kind) == [.tooLong])
  }

  /// Of Alice's.
  @discardableResult
  private func made(_ draft: ConnectionDraft) async throws -> String {
    try await world.connections.create(draft, of: nil, by: .alice).made.connection.id
  }
}
