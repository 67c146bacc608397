import Automations
import Glibc
import OrderedJSON

/// Traces to try things with, the administrator's, and a connection to the demo's runner that some of their
/// tools go over, loaded into a new data folder once: one that has traces of anybody is not new. Loading
/// that was cut off begins again; it writes the same.
struct Demo {
  let house: House

  func loadOnce() async throws {
    let (loading, loaded) = (
      "\(house.settings.data)/demo-loading", Demo.loaded(in: house.settings)
    )
    guard !Files.exists(loaded) else { return }
    if try await isNew { try Files.writeWhole("", to: loading, mode: 0o640) }
    if Files.exists(loading) { try await load() }
    try Files.writeWhole("", to: loaded, mode: 0o640)
    unlink(loading)
  }

  /// The file that says that it was.
  private static func loaded(in settings: Settings) -> String { settings.data + "/demo-loaded" }

  /// Whether there is a runner to be started, once that is known; `nil`: the demo is not loaded yet.
  static func hasRunner(in settings: Settings) -> Bool? {
    guard settings.loadsDemo else { return false }
    return Files.exists(loaded(in: settings))
      ? Files.exists(DemoRunnerPlace.path(in: settings)) : nil
  }

  private var isNew: Bool {
    get async throws {
      try await house.traces.list(
        userID: "*", providerID: nil, status: nil, Window(limit: 1), for: house.act.caller
      ).total == 0
    }
  }

  private func load() async throws {
    let traces = try JSON(parsing: PackageResources.traces_json).elements ?? []
    for trace in traces.reversed() {
      let draft = try TraceDraft(
        userID: nil, providerID: trace["provider_id"]?.text ?? "demo",
        threadID: trace["thread_id"]?.text ?? "demo", name: trace["name"]?.text,
        traceData: trace["trace_data"] ?? [])
      _ = try await house.traces.upsert(draft, by: house.act)
    }
    try await bindRunner()
  }

  private func bindRunner() async throws {
    let place = try DemoRunnerPlace.kept(in: house.settings)
    let id = Identifier.derived(from: "connection to the demo's runner")
    do {
      _ = try await house.connections.connection(id, for: house.act.caller)
    } catch Refusal.notFound {
      _ = try await house.connections.create(
        ConnectionDraft(
          name: Demo.runner, kind: .webhook, settings: ["url": .string(place.url)],
          secrets: ["secret": .string(place.secret.text)]), id: id, of: nil, by: house.act)
    }
    for tool in DemoTool.allCases {
      _ = try await house.bindings.put(
        BindingDraft(
          tool: tool.rawValue, connection: Demo.runner, effect: tool.effect, callbackTimeout: 60),
        of: nil, by: house.act)
    }
  }

  /// What its connection is called.
  private static let runner = "demo-runner"
}
