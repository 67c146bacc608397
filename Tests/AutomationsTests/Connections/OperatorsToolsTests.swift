import Automations
import OrderedJSON
import Testing

/// What the operator's file offers to everybody.
@Suite struct OperatorsToolsTests {
  private let file: JSON = [
    "connections": [
      [
        "name": "crm", "kind": "http",
        "settings": ["base_url": "https://crm.example", "auth": ["type": "bearer"]],
        "secrets": ["token": ["file": "/etc/reprise/crm-token"]],
      ],
      [
        "name": "clock", "kind": "mcp",
        "settings": [
          "command": ["uvx", "mcp-server-time"],
          "environment": ["TZ": "UTC", "KEY": ["environment": "CLOCK_KEY"]],
        ],
      ],
    ],
    "bindings": [
      ["tool": "get_time", "connection": "clock", "effect": "read", "timeout": 10],
      ["tool": "log_*", "connection": "local", "remote": "note"],
      ["tool": "ask", "adapter": "http", "success_codes": "200, 404"],
    ],
  ]

  @Test func `connections and bindings are read as calls have them, secrets from elsewhere too`()
    throws
  {
    let tools = try read(file)
    #expect(tools.connections.map(\.name) == ["crm", "clock"])
    #expect(tools.connections.allSatisfy { $0.owner == nil && $0.isEnabled })
    #expect(
      tools.secrets(of: tools.connections[0]) == [
        SecretText(name: "token", text: "of:/etc/reprise/crm-token")
      ])
    #expect(
      tools.connections[1].settings
        == .mcp(
          .program(
            command: ["uvx", "mcp-server-time"],
            environment: [NamedText("TZ", "UTC"), NamedText("KEY", "of:CLOCK_KEY")])))
    // What a program gets from elsewhere is secret.
    #expect(
      tools.secrets(of: tools.connections[1]) == [
        SecretText(name: "KEY", text: "of:CLOCK_KEY")
      ])
    #expect(tools.bindings.map(\.connection) == ["clock", "local", "http"])
    let bindings = Bindings(own: [], operators: tools)
    #expect(bindings.binding(of: "get_time")?.connection == tools.connections[1])
    #expect(bindings.binding(of: "log_row")?.embedded == .note)
    #expect(bindings.binding(of: "ask")?.mapping.success?.rawValue == "200, 404")
    // The same at each start, so that what is kept beside it stays its own.
    #expect(try read(file).connections.map(\.id) == tools.connections.map(\.id))
    #expect(try read([:]).connections.isEmpty)
  }

  @Test(
    arguments: [
      ([], [""]),
      (["connection": []], ["connection"]),
      (["connections": [:]], ["connections"]),
      (["connections": [["name": "a", "kind": "local"]]], ["connections/0/kind"]),
      (
        ["connections": [["kind": "webhook"]]],
        ["connections/0/name", "connections/0/settings/url"]
      ),
      (
        [
          "connections": [
            ["name": "local", "kind": "webhook", "settings": ["url": "https://x.example"]]
          ]
        ], ["connections/0/name", "connections/0/secrets/secret"]
      ),
      (
        [
          "connections": [
            [
              "name": "a", "kind": "webhook", "settings": ["url": "https://x.example"],
              "secrets": ["secret": ["file": "/missing"]],
            ]
          ]
        ], ["connections/0/secrets/secret"]
      ),
      (
        [
          "connections": [
            [
              "name": "a", "kind": "http",
              "settings": ["base_url": "https://x.example", "auth": ["type": "bearer"]],
            ]
          ]
        ], ["connections/0/secrets/token"]
      ),
      (["bindings": [["tool": "x", "connection": "crm"]]], ["bindings/0/connection"]),
      (
        ["bindings": [["tool": "x", "connection": "http", "timeout": 0, "color": 1]]],
        ["bindings/0/timeout", "bindings/0/color"]
      ),
      (
        [
          "bindings": [
            ["tool": "x", "connection": "http"],
            ["tool": "x", "connection": "local", "remote": "note"],
          ]
        ], ["bindings/1/tool"]
      ),
    ] as [(JSON, [String])])
  func `every fault is told with its place in the file`(_ json: JSON, _ places: [String]) {
    do throws(Refusal) {
      _ = try read(json)
      Issue.record("not refused")
    } catch {
      guard case .invalid(let faults) = error else {
        Issue.record("\(error)")
        return
      }
      let found = faults.map { $0.path.joined(separator: "/") }
      #expect(Set(found).isSuperset(of: places), "\(faults)")
      #expect(!found.contains { place in !places.contains { place.hasPrefix($0) } }, "\(faults)")
    }
  }

  private func read(_ json: JSON) throws(Refusal) -> OperatorsTools {
    try OperatorsTools.read(json) { origin in
      switch origin {
      case .file("/missing"): nil
      case .file(let path): "of:\(path)"
      case .environment(let name): "of:\(name)"
      }
    }
  }
}
