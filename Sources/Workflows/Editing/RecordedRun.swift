package import OrderedJSON
package import Scheduling

/// A workflow with what was recorded in the place of what its steps will give: what would be sent at an
/// instant, as far as that is known before anything runs.
package struct RecordedRun: Sendable {
  private let run: RunValue
  private let zones: TimeZoneDatabase
  private let inputs: JSON
  /// By the ids of the steps, of those that were recorded with one.
  private let results: [String: JSON]
  /// Of the steps in loops.
  private var places: [String: PlaceInLoop] = [:]

  private struct PlaceInLoop {
    /// Of the list; `nil`: it cannot be made out.
    let elements: [JSON]?
    /// The first element; `nil`: the list cannot be made out, or is empty.
    let item: JSON?
    /// What the step gave for each element.
    let results: JSON
  }

  /// - Parameters:
  ///   - mark: of what stands where secrets stood; `nil`: nothing does.
  ///   - run: the one that is meant.
  package init(
    of state: WorkflowState, mark: SecretMark?, run: RunValue, zones: TimeZoneDatabase
  ) {
    (self.run, self.zones) = (run, zones)
    let workflow = state.workflow
    inputs = .object(workflow.inputs.map { JSON.Member($0.name, $0.value) })
    results = Dictionary(
      workflow.steps.compactMap { step in
        guard let result = state.draft.log.call(of: step)?.result?.read else { return nil }
        return (step.id, mark.shown(result))
      }, uniquingKeysWith: { first, _ in first })
    let times = Dictionary(
      state.draft.proposals.compactMap { $0.change.loop }.map { ($0.loop.id, $0.covered) },
      uniquingKeysWith: { first, _ in first })
    for loop in workflow.loops {
      let elements = (try? value(of: loop.over, for: nil))?.elements
      for (index, id) in loop.steps.enumerated() {
        let others = (times[loop.id] ?? []).compactMap {
          $0.indices.contains(index) ? $0[index] : nil
        }
        places[id] = PlaceInLoop(
          elements: elements, item: elements?.first,
          results: .array(([id] + others).map { results[$0] ?? .null }))
      }
    }
  }

  /// The elements for which a step is done in its loop, as they were recorded; `nil`: it stands in none,
  /// or the list is not in the recording.
  package func elements(of step: Workflow.Step) -> [JSON]? { places[step.id]?.elements }

  /// The parameters as they would be sent, secrets as people see them; of a step in a loop those for the
  /// first element.
  /// - Throws: `ReferenceFault` where a reference finds nothing in the recording.
  package func params(of step: Workflow.Step) throws(ReferenceFault) -> JSON {
    try value(of: step.params, for: step.id)
  }

  /// The same of several steps, in their order; what has no room in `Limits.shownSentBytes` is not shown.
  package func params(of steps: [Workflow.Step]) -> [SentParams] {
    var room = Limits.shownSentBytes
    return steps.map { step in
      guard room > 0 else { return SentParams(fault: SentParams.noRoom) }
      do throws(ReferenceFault) {
        let params = try params(of: step)
        guard let bytes = params.byteCount(upTo: room) else {
          room = 0
          return SentParams(fault: SentParams.noRoom)
        }
        room -= bytes
        return SentParams(params: params)
      } catch {
        return SentParams(fault: error.description)
      }
    }
  }

  private func value(of template: JSON, for id: String?) throws(ReferenceFault) -> JSON {
    let referred = ReferredValues(of: template)
    guard !referred.isEmpty else { return template.unescapingReferences }
    var found = ReferenceValues(
      secrets: .object(
        referred.secrets.map { JSON.Member($0, .string(SecretMark.shown($0))) }))
    found.inputs = inputs
    found.item = id.flatMap { places[$0]?.item }
    let ended = referred.results.compactMap { id in
      results[id].map { JSON.Member(id, ["result": $0]) }
    }
    let lists = referred.lists.compactMap { id in
      places[id].map { JSON.Member(id, ["results": $0.results]) }
    }
    found.steps = .object(ended + lists)
    if referred.readsRun { found.know(run, zones: zones) }
    return try template.rendered(over: found)
  }
}

/// What would be sent by a step.
package struct SentParams: Hashable, Sendable {
  /// `nil` beside a fault.
  package var params: JSON?
  /// Why nothing is shown, in a sentence for a person.
  package var fault: String?

  package init(params: JSON? = nil, fault: String? = nil) {
    (self.params, self.fault) = (params, fault)
  }

  fileprivate static let noRoom =
    "It is not shown: what is shown of all steps has \(Limits.shownSentBytes >> 20) MiB at most."
}

extension Log {
  /// The call that a step was made of; `nil`: its entry is another one now.
  package func call(of step: Workflow.Step) -> LoggedCall? {
    guard let number = step.entry, entries.indices.contains(number),
      case .call(let call) = entries[number].content, call.tool == step.tool
    else { return nil }
    return call
  }
}

extension Proposal.Change {
  fileprivate var loop: Proposal.LoopChange? {
    if case .loop(let change) = self { change } else { nil }
  }
}
