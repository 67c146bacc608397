import Workflows

/// Traces to try things with, the administrator's, loaded into a new data folder once: one that has
/// traces of anybody is not new.
struct Demo {
  let house: House

  private let owner = Caller.onThisMachine

  func loadOnce() async throws {
    let marker = house.settings.data + "/demo-loaded"
    guard !Files.exists(marker) else { return }
    let isNew =
      try await house.traces.list(
        userID: "*", providerID: nil, status: nil, Window(limit: 1), for: owner
      ).total == 0
    if isNew { try await load() }
    try Files.writeSecret("", to: marker, mode: 0o640)
  }

  private func load() async throws {
    let traces = try JSON(parsing: PackageResources.traces_json).elements ?? []
    for trace in traces.reversed() {
      let draft = try TraceDraft(
        userID: nil, providerID: trace["provider_id"]?.text ?? "demo",
        threadID: trace["thread_id"]?.text ?? "demo", name: trace["name"]?.text,
        traceData: trace["trace_data"] ?? [])
      _ = try await house.traces.upsert(draft, by: owner)
    }
  }
}
