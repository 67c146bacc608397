import Automations
import Glibc
import OrderedJSON

/// Traces to try things with, the administrator's, loaded into a new data folder once: one that has
/// traces of anybody is not new. Loading that was cut off begins again; it writes the same traces.
struct Demo {
  let house: House

  func loadOnce() async throws {
    let (loading, loaded) = (file("demo-loading"), file("demo-loaded"))
    guard !Files.exists(loaded) else { return }
    if try await isNew { try Files.writeWhole("", to: loading, mode: 0o640) }
    if Files.exists(loading) { try await load() }
    try Files.writeWhole("", to: loaded, mode: 0o640)
    unlink(loading)
  }

  private func file(_ name: String) -> String { "\(house.settings.data)/\(name)" }

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
  }
}
