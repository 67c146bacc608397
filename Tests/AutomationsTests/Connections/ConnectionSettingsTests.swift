import Automations
import OrderedJSON
import Testing

/// What settings say, and how they are told.
@Suite struct ConnectionSettingsTests {
  @Test(
    arguments: [
      (
        .http, ["base_url": "https://crm.example/v1"],
        .http(HTTPSettings(baseURL: "https://crm.example/v1"))
      ),
      (
        .http,
        [
          "base_url": "https://crm.example", "auth": ["type": "basic", "username": "alice"],
          "headers": ["Accept": "application/json", "X-Team": "desk"],
        ],
        .http(
          HTTPSettings(
            baseURL: "https://crm.example", signIn: .basic(username: "alice"),
            headers: [NamedText("Accept", "application/json"), NamedText("X-Team", "desk")]))
      ),
      (
        .http, ["base_url": "https://x.example", "auth": ["type": "header", "name": "X-Key"]],
        .http(HTTPSettings(baseURL: "https://x.example", signIn: .header(name: "X-Key")))
      ),
      (
        .openapi, ["document_url": "https://x.example/openapi.yaml", "auth": ["type": "bearer"]],
        .openapi(
          OpenAPISettings(document: .url("https://x.example/openapi.yaml"), signIn: .bearer))
      ),
      (
        .openapi, ["document": "openapi: 3.1.0\n", "base_url": "https://x.example"],
        .openapi(
          OpenAPISettings(document: .text("openapi: 3.1.0\n"), baseURL: "https://x.example"))
      ),
      (
        .webhook, ["url": "https://runner.example/hook?team=1"],
        .webhook(WebhookSettings(url: "https://runner.example/hook?team=1"))
      ),
      (
        .mcp,
        [
          "url": "https://mcp.example/mcp",
          "auth": [
            "type": "oauth2", "grant": "refresh_token", "token_url": "https://id.example/token",
            "client_id": "reprise", "scope": "tools",
          ],
        ],
        .mcp(
          .http(
            url: "https://mcp.example/mcp",
            signIn: .oauth2(
              SignIn.OAuth2(
                grant: .refreshToken, tokenURL: "https://id.example/token", clientID: "reprise",
                scope: "tools"))))
      ),
    ] as [(AdapterKind, JSON, ConnectionSettings)])
  func `settings are read as they are told`(
    _ kind: AdapterKind, _ json: JSON, _ settings: ConnectionSettings
  ) throws {
    #expect(try ConnectionSettings.read(kind, json).settings == settings)
    #expect(try ConnectionSettings.read(kind, settings.json).settings == settings)
    #expect(settings.kind == kind)
  }

  @Test(
    arguments: [
      (.http, [:], ["base_url"]),
      (.http, "https://x.example", [""]),
      (.http, ["base_url": "ftp://x.example"], ["base_url"]),
      (.http, ["base_url": "https://"], ["base_url"]),
      (.http, ["base_url": "https://alice:secret@x.example"], ["base_url"]),
      (.http, ["base_url": "https://x.example/a b"], ["base_url"]),
      (.http, ["base_url": "https://x.example/#top"], ["base_url"]),
      (.http, ["base_url": "https://x.example", "auth": "bearer"], ["auth"]),
      (.http, ["base_url": "https://x.example", "auth": ["type": "digest"]], ["auth/type"]),
      (.http, ["base_url": "https://x.example", "auth": ["type": "basic"]], ["auth/username"]),
      (
        .http, ["base_url": "https://x.example", "auth": ["type": "bearer", "token": "x"]],
        ["auth/token"]
      ),
      (
        .http, ["base_url": "https://x.example", "auth": ["type": "header", "name": "Host"]],
        ["auth/name"]
      ),
      (
        .http,
        ["base_url": "https://x.example", "auth": ["type": "oauth2", "grant": "password"]],
        ["auth/grant", "auth/token_url", "auth/client_id"]
      ),
      (.http, ["base_url": "https://x.example", "headers": ["X": 1]], ["headers/X"]),
      (.http, ["base_url": "https://x.example", "headers": ["Cookie": "a=b"]], ["headers/Cookie"]),
      (.http, ["base_url": "https://x.example", "headers": ["X": "a\nb"]], ["headers/X"]),
      (.http, ["base_url": "https://x.example", "headers": ["X Y": "a"]], ["headers/X Y"]),
      (.http, ["base_url": "https://x.example", "url": "x", "colour": 1], ["url", "colour"]),
      (.http, ["base_url": "https://x.example", "shared": "yes"], ["shared"]),
      (.openapi, [:], ["document"]),
      (.openapi, ["document": "x", "document_url": "https://x.example"], ["document_url"]),
      (.openapi, ["document": ["openapi": "3.1.0"]], ["document"]),
      (.webhook, ["url": 1], ["url"]),
      (.mcp, ["command": ["sh"]], ["command", "url"]),
      (.local, ["base_url": "https://x.example"], ["base_url"]),
    ] as [(AdapterKind, JSON, Set<String>)])
  func `what is wrong is told with its place, members that nothing takes too`(
    _ kind: AdapterKind, _ json: JSON, _ places: Set<String>
  ) {
    let faults = faults(kind, json)
    let found = faults.map { $0.path.dropFirst().joined(separator: "/") }
    #expect(Set(found) == places && found.count == places.count, "\(faults)")
    #expect(faults.allSatisfy { $0.path.first == "settings" })
  }

  @Test func `a fault says what would be right`() {
    let others = faults(.webhook, ["url": "https://x.example", "secret": "x"])
    #expect(
      others == [
        Fault(
          ["settings", "secret"],
          "must be absent: a connection of the kind webhook takes url, shared")
      ])
    #expect(
      faults(.http, ["base_url": "x.example"]).map(\.message)
        == ["must begin with https:// or http://"])
  }

  @Test func `only the operator's file names a program`() throws {
    let json: JSON = ["command": ["uvx", "mcp-server-time"], "environment": ["TZ": "UTC"]]
    let (settings, _) = try ConnectionSettings.read(.mcp, json, by: .operatorsFile)
    #expect(
      settings
        == .mcp(
          .program(
            command: ["uvx", "mcp-server-time"], environment: [NamedText("TZ", "UTC")])))
    #expect(settings.json == json)
    #expect(settings.outline == [:])
    #expect(faults(.mcp, json).contains { $0.message.contains("operator's file") })
  }

  @Test func `who may only bind tools to it sees where its calls go and no more`() throws {
    let (settings, _) = try ConnectionSettings.read(
      .http,
      [
        "base_url": "https://x.example", "auth": ["type": "basic", "username": "alice"],
        "headers": ["X-Team": "desk"],
      ])
    #expect(settings.outline == ["base_url": "https://x.example", "auth": ["type": "basic"]])
  }

  @Test func `settings and documents have a bound`() {
    let long = String(repeating: "x", count: 5000)
    let headers = JSON.object((0..<20).map { JSON.Member("X-\($0)", .string(long)) })
    let faults = faults(.http, ["base_url": "https://x.example", "headers": headers])
    #expect(faults.map(\.kind) == [.value, .tooLong])
    let document = JSON.string(String(repeating: "x", count: 1 << 20 + 1))
    #expect(self.faults(.openapi, ["document": document]).map(\.kind) == [.tooLong])
    let url = JSON.string("https://x.example/" + String(repeating: "x", count: 9000))
    #expect(self.faults(.webhook, ["url": url]).map(\.kind) == [.tooLong])
    let many = JSON.object((0..<100_000).map { JSON.Member("m\($0)", 1) })
    #expect(self.faults(.webhook, many).count == Limits.namedInNotices + 1)
  }

  private func faults(_ kind: AdapterKind, _ json: JSON) -> [Fault] {
    do throws(Refusal) {
      _ = try ConnectionSettings.read(kind, json)
      return []
    } catch {
      if case .invalid(let faults) = error { return faults }
      return []
    }
  }
}
