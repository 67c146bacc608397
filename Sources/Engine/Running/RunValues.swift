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

  /// The value of a template, and the ids of the steps whose recorded results stand in it for those that a
  /// rehearsal did not get.
  /// - Throws: `TemplateFailure`; `StorageFailure` where the ledger cannot be read.
  func value(
    of template: JSON, secrets: [String: String] = [:]
  ) async throws -> (json: JSON, standIns: [String]) {
    let referred = ReferredValues(of: template)
    guard !referred.isEmpty else { return (template.unescapingReferences, []) }
    var found = ReferenceValues(
      secrets: .object(secrets.map { JSON.Member($0.key, .string($0.value)) }))
    found.inputs = .object(plan.workflow.inputs.map { JSON.Member($0.name, $0.value) })
    found.item = element?.value
    let (results, missing) = try await results(of: referred.results)
    found.steps = .object(results + (try await lists(of: referred.lists)))
    if referred.readsRun { found.know(try await runValue(), zones: zones) }
    do throws(ReferenceFault) {
      return (try template.rendered(over: found), missing.sorted())
    } catch {
      throw TemplateFailure(words: error.description)
    }
  }

  /// By the ids of the steps: `{"result": …}`, and the ids of those of which the recorded one stands in.
  private func results(of ids: Set<String>) async throws -> ([JSON.Member], [String]) {
    let places = ids.compactMap { id in place(of: id).map { (id, $0) } }
    let wanted = Set(places.map(\.1))
    read = read.filter { wanted.contains($0.key) }
    let missing = places.map(\.1).filter { read[$0] == nil }
    for (place, value) in try await ledger.values(at: missing, of: claim.key) {
      read[place] = value.resultRead
    }
    var (results, standIns): ([JSON.Member], [String]) = ([], [])
    for (id, place) in places {
      if let result = read[place] {
        results.append(JSON.Member(id, ["result": result]))
      } else if let recorded = plan.workflow.standIns[id] {
        results.append(JSON.Member(id, ["result": recorded]))
        standIns.append(id)
      }
    }
    return (results, standIns)
  }

  /// Where the result of a step rests that is meant here; `nil`: nowhere. In a loop that is the result for
  /// the same element.
  private func place(of id: String) -> StepPlace? {
    guard let number = plan.numbers[id] else { return nil }
    guard let loopID = plan.loops[id] else { return StepPlace(step: number) }
    guard loopID == loop?.id, let element else { return nil }
    return StepPlace(step: number, element: element.index)
  }

  /// By the ids of steps whose loops are over: `{"results": […]}`, in the order of the elements, with
  /// `null` where one failed and was passed over.
  private func lists(of ids: Set<String>) async throws -> [JSON.Member] {
    var lists: [JSON.Member] = []
    for id in ids {
      guard let loopID = plan.loops[id], let number = plan.numbers[id],
        let count = counts[loopID], loopID != loop?.id
      else { continue }
      let results = try await ledger.values(ofLooped: number, of: claim.key)
      let standIn = plan.workflow.standIns[id]
      let list = JSON.array(
        (0..<count).map { results[$0]?.resultRead ?? standIn ?? .null })
      lists.append(JSON.Member(id, ["results": list]))
    }
    return lists
  }

  /// - Parameter count: of its elements.
  func begin(_ loop: Workflow.Loop, of count: Int) {
    (self.loop, counts[loop.id]) = (loop, count)
  }

  func enter(_ element: LoopElement) { self.element = element }

  /// After the last element of a loop.
  func leave() { (loop, element) = (nil, nil) }

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
    let value = RunValue(
      scheduledAt: claim.rehearses ?? facts.scheduledAt, number: facts.number,
      previous: facts.previous,
      zone: zone ?? .utc)
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
