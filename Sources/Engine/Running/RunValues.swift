import Automations
import OrderedJSON
import Scheduling
import Workflows

/// What the references of a run's steps find: read where a step refers to it, from the ledger, so that
/// whoever goes on with a run finds the same. What the step before read as well is not read again.
actor RunValues {
  private let claim: Claim
  private let plan: RunPlan
  private let ledger: any Ledger
  private let zones: TimeZoneDatabase
  private var read: [StepPlace: JSON] = [:]
  private var run: RunValue?
  private var keptBytes: Int

  /// - Parameter keptBytes: of what is kept of the run already.
  init(
    of claim: Claim, _ plan: RunPlan, ledger: any Ledger, zones: TimeZoneDatabase, keptBytes: Int
  ) {
    self.claim = claim
    self.plan = plan
    self.ledger = ledger
    self.zones = zones
    self.keptBytes = keptBytes
  }

  /// The value of a template.
  /// - Throws: `TemplateFailure`; `StorageFailure` where the ledger cannot be read.
  func value(
    of template: JSON, secrets: [String: String] = [:]
  ) async throws -> JSON {
    let referred = ReferredValues(of: template)
    guard !referred.isEmpty else { return template.unescapingReferences }
    var found = ReferenceValues(
      secrets: .object(secrets.map { JSON.Member($0.key, .string($0.value)) }))
    found.inputs = .object(plan.workflow.inputs.map { JSON.Member($0.name, $0.value) })
    found.steps = try await results(of: referred.results)
    if referred.readsRun {
      let run = try await runValue()
      (found.run, found.instant, found.zone) = (run.json, run.facts.scheduledAt, run.zone)
      found.zones = { [zones] in zones.zone(named: $0) }
    }
    return try found.value(of: template)
  }

  /// By the ids of the steps: `{"result": …}`.
  private func results(of ids: Set<String>) async throws -> JSON {
    let places = ids.compactMap { id in plan.numbers[id].map { (id, StepPlace(step: $0)) } }
    let wanted = Set(places.map(\.1))
    read = read.filter { wanted.contains($0.key) }
    let missing = places.map(\.1).filter { read[$0] == nil }
    for (place, value) in try await ledger.values(at: missing, of: claim.key) {
      read[place] = value.resultRead
    }
    return .object(
      places.compactMap { id, place in
        read[place].map { JSON.Member(id, ["result": $0]) }
      })
  }

  private func runValue() async throws -> RunValue {
    if let run { return run }
    let facts = try await ledger.facts(of: claim.key)
    let schedule =
      if let version = facts.version {
        try await ledger.schedule(of: claim.traceID, version: version)
      } else {
        StoredSchedule?.none
      }
    let zone = zones.zone(named: schedule?.timezone ?? ScheduleDefaults().timezone)
    let value = RunValue(facts: facts, zone: zone ?? .utc)
    run = value
    return value
  }

  /// The result where there is room for it beside what is kept of the run already, else that it failed.
  /// - Parameter isKept: whether it is kept already.
  func keeping(_ result: ToolResult, isKept: Bool = false) -> ToolResult {
    guard case .succeeded(let value, let response) = result else { return result }
    let room = Limits.keptResultBytes - keptBytes
    if let bytes = isKept ? 0 : value.byteCount(upTo: max(room, 0)), room >= 0 {
      keptBytes += bytes
      return result
    }
    return .failed(
      "It was carried out, but later steps refer to what it gave, and of a run at most "
        + "\(Limits.keptResultBytes) bytes are kept for them in all: this is more.",
      response: response, retry: .never)
  }
}
