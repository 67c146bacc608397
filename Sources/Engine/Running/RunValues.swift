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
  private var run: FoundValues.RunValue?
  private var keptBytes: Int
  /// The loop that goes on, and the element that it is at.
  private var loop: Workflow.Loop?
  private var element: LoopElement?
  /// How many elements loops had that began, by their ids.
  private var counts: [String: Int] = [:]

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
    var found = FoundValues(inputs: plan.workflow.inputs, secrets: secrets)
    found.item = element?.value
    found.results = try await results(of: referred.results)
    for id in referred.lists { found.lists[id] = try await list(of: id) }
    if referred.readsRun { found.run = try await runValue() }
    return try found.value(of: template)
  }

  private func results(of ids: Set<String>) async throws -> [String: JSON] {
    let places = ids.compactMap { id in place(of: id).map { (id, $0) } }
    let wanted = Set(places.map(\.1))
    read = read.filter { wanted.contains($0.key) }
    let missing = places.map(\.1).filter { read[$0] == nil }
    for (place, value) in try await ledger.values(at: missing, of: claim.key) {
      read[place] = value.heldByResult
    }
    return Dictionary(
      places.compactMap { id, place in read[place].map { (id, $0) } }
    ) { first, _ in first }
  }

  /// Where the result of a step rests that is meant here; `nil`: nowhere. In a loop that is the result for
  /// the same element.
  private func place(of id: String) -> StepPlace? {
    guard let number = plan.numbers[id] else { return nil }
    guard let loopID = plan.loops[id] else { return StepPlace(step: number) }
    guard loopID == loop?.id, let element else { return nil }
    return StepPlace(step: number, element: element.index)
  }

  /// The results of a step in a loop that is over, in the order of the elements; `null` where one failed
  /// and was passed over. `nil`: it is in none.
  private func list(of id: String) async throws -> JSON? {
    guard let loopID = plan.loops[id], let number = plan.numbers[id], let count = counts[loopID],
      loopID != loop?.id
    else { return nil }
    let results = try await ledger.values(ofLooped: number, of: claim.key)
    return .array((0..<count).map { results[$0]?.heldByResult ?? .null })
  }

  /// - Parameter count: of its elements.
  func begin(_ loop: Workflow.Loop, of count: Int) {
    (self.loop, counts[loop.id]) = (loop, count)
  }

  func enter(_ element: LoopElement) { self.element = element }

  /// After the last element of a loop.
  func leave() { (loop, element) = (nil, nil) }

  private func runValue() async throws -> FoundValues.RunValue {
    if let run { return run }
    let facts = try await ledger.facts(of: claim.key)
    let schedule =
      if let version = facts.version {
        try await ledger.schedule(of: claim.traceID, version: version)
      } else {
        StoredSchedule?.none
      }
    let zone = zones.zone(named: schedule?.timezone ?? ScheduleDefaults().timezone)
    let value = FoundValues.RunValue(facts: facts, zone: zone)
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
