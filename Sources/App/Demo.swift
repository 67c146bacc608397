import Workflows

/// Traces to try things with, the administrator's, loaded into an empty data folder once.
struct Demo {
  let house: House

  private let owner = Caller.onThisMachine

  func loadOnce() async throws {
    let marker = house.settings.data + "/demo-loaded"
    guard !Files.exists(marker) else { return }
    let traces = try JSON(parsing: PackageResources.traces_json).elements ?? []
    for trace in traces.reversed() {
      let draft = try TraceDraft(
        userID: nil, providerID: trace["provider_id"]?.text ?? "demo",
        threadID: trace["thread_id"]?.text ?? "demo", name: trace["name"]?.text,
        traceData: trace["trace_data"] ?? [])
      _ = try await house.traces.upsert(draft, by: owner)
    }
    try Files.writeSecret("", to: marker, mode: 0o640)
  }
}
