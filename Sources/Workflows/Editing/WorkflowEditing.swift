import OrderedJSON

/// Takes and leaves proposals of a workflow, as many as there are in one pass.
struct WorkflowEditing {
  private(set) var workflow: Workflow
  /// Of each step by its id.
  private let numbers: [String: Int]
  /// How references to results are to begin, by the loops that are taken.
  private var standing = Redirections()
  /// The same of references that stand in it and were written before that.
  private var redirections = Redirections()

  /// - Parameter proposals: all that there are.
  init(_ workflow: Workflow, _ proposals: [Proposal]) {
    self.workflow = workflow
    numbers = Dictionary(
      workflow.steps.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { $1 })
    guard !workflow.loops.isEmpty else { return }
    for proposal in proposals {
      if case .loop(let change) = proposal.change, workflow.loops.contains(change.loop) {
        standing.add(change, isTaken: true)
      }
    }
  }

  /// What a proposal would put in its place as the workflow stands.
  private func new(of proposal: Proposal) -> JSON? {
    proposal.new.map { standing.applied(to: $0, of: proposal.steps.first ?? "") }
  }

  /// Whether what a proposal says is so: it is taken, or somebody did the same by hand.
  func has(_ proposal: Proposal) -> Bool {
    let number = proposal.steps.first.flatMap { numbers[$0] }
    switch proposal.change {
    case .replace, .input:
      guard let number, let path = proposal.path, let new = self.new(of: proposal) else {
        return false
      }
      return path.value(in: workflow.steps[number].params) == new
    case .leaveOut: return number.map { !workflow.steps[$0].isOn } ?? false
    case .loop(let change): return workflow.loops.contains(change.loop)
    }
  }

  /// Does what a proposal says. One that is taken already changes nothing.
  /// - Parameter rivals: other proposals for the same place; what one of them put there is replaced.
  /// - Throws: `ProposalFault`, and nothing is changed.
  mutating func take(_ proposal: Proposal, instead rivals: [Proposal]) throws(ProposalFault) {
    switch proposal.change {
    case .replace: try put(proposal, rivals)
    case .input(let input):
      try put(proposal, rivals)
      if !workflow.inputs.contains(where: { $0.name == input.name }) {
        workflow.inputs.append(input)
      }
    case .leaveOut:
      for number in try numbers(of: proposal.steps) { workflow.steps[number].isOn = false }
    case .loop(let change): try take(change)
    }
  }

  /// Puts back what a taken proposal changed, as far as nobody has changed it since.
  mutating func leave(_ proposal: Proposal) {
    switch proposal.change {
    case .replace, .input:
      replace(
        at: proposal.path, of: proposal.steps.first, from: self.new(of: proposal), to: proposal.old)
    case .leaveOut: switchOn(proposal.steps)
    case .loop(let change): leave(change)
    }
  }

  /// - Parameter proposals: whose inputs are dropped where nothing refers to them any more.
  mutating func finish(dropping proposals: [Proposal]) -> Workflow {
    if !redirections.isEmpty {
      for index in workflow.steps.indices {
        let step = workflow.steps[index]
        workflow.steps[index].params = redirections.applied(to: step.params, of: step.id)
      }
      for index in workflow.loops.indices {
        workflow.loops[index].over = redirections.applied(
          to: workflow.loops[index].over, of: workflow.loops[index].steps.first ?? "")
      }
      redirections = Redirections()
    }
    dropUnusedInputs(of: proposals)
    return workflow
  }

  private mutating func put(_ proposal: Proposal, _ rivals: [Proposal]) throws(ProposalFault) {
    guard let number = proposal.steps.first.flatMap({ numbers[$0] }), let path = proposal.path,
      let new = self.new(of: proposal)
    else { throw .stepsMissing }
    let params = workflow.steps[number].params
    let there = path.value(in: params)
    guard there != new else { return }
    guard let there, there == proposal.old || rivals.contains(where: { self.new(of: $0) == there }),
      let changed = params.replacing(at: path, with: new)
    else { throw .edited }
    workflow.steps[number].params = changed
  }

  private mutating func replace(at path: JSONPointer?, of step: String?, from: JSON?, to: JSON?) {
    guard let path, let from, let to, let number = step.flatMap({ numbers[$0] }),
      path.value(in: workflow.steps[number].params) == from,
      let params = workflow.steps[number].params.replacing(at: path, with: to)
    else { return }
    workflow.steps[number].params = params
  }

  private mutating func switchOn(_ ids: some Sequence<String>) {
    for number in ids.compactMap({ numbers[$0] }) { workflow.steps[number].isOn = true }
  }

  private func numbers(of ids: [String]) throws(ProposalFault) -> [Int] {
    let found = ids.compactMap { numbers[$0] }
    guard found.count == ids.count else { throw .stepsMissing }
    return found
  }

  private mutating func dropUnusedInputs(of proposals: [Proposal]) {
    let names = Set(
      proposals.compactMap { if case .input(let input) = $0.change { input.name } else { nil } })
    guard workflow.inputs.contains(where: { names.contains($0.name) }) else { return }
    var used: Set<String> = []
    for step in workflow.steps { step.params.forEachReference { used.insert($0) } }
    workflow.inputs.removeAll { input in
      names.contains(input.name)
        && !used.contains(JSONPointer(["inputs", input.name]).relative)
    }
  }
}

// Loops.
extension WorkflowEditing {
  private mutating func take(_ change: Proposal.LoopChange) throws(ProposalFault) {
    guard !workflow.loops.contains(change.loop) else { return }
    let numbers = try numbers(of: change.loop.steps + change.covered.joined())
    let inLoops = Set(workflow.loops.lazy.flatMap(\.steps))
    guard inLoops.isDisjoint(with: change.loop.steps) else { throw .loopsOverlap }
    let first = numbers.prefix(change.loop.steps.count)
    guard zip(first, first.dropFirst()).allSatisfy({ $1 == $0 + 1 }) else { throw .stepsMissing }
    for place in change.places {
      guard let number = self.numbers[place.step],
        place.path.value(in: workflow.steps[number].params) == place.old
      else { throw .edited }
    }
    for place in change.places {
      replace(at: place.path, of: place.step, from: place.old, to: place.new)
    }
    for number in numbers.dropFirst(change.loop.steps.count) { workflow.steps[number].isOn = false }
    workflow.loops.append(change.loop)
    redirections.add(change, isTaken: true)
    standing.add(change, isTaken: true)
  }

  private mutating func leave(_ change: Proposal.LoopChange) {
    guard workflow.loops.contains(change.loop) else { return }
    workflow.loops.removeAll { $0.id == change.loop.id }
    for place in change.places {
      replace(at: place.path, of: place.step, from: place.new, to: place.old)
    }
    switchOn(change.covered.joined())
    redirections.add(change, isTaken: false)
    standing.remove(change)
  }
}

/// References to the results of steps that became others of a loop, or are no more.
private struct Redirections {
  private var targets: [[String]: [String]] = [:]
  /// Of each step its loop; references within it stay.
  private var loops: [String: String] = [:]
  private var loopOfTarget: [[String]: String] = [:]

  var isEmpty: Bool { targets.isEmpty }

  mutating func add(_ change: Proposal.LoopChange, isTaken: Bool) {
    for (time, ids) in ([change.loop.steps] + change.covered).enumerated() {
      for (id, step) in zip(ids, change.loop.steps) {
        let (alone, element) = (["steps", id, "result"], ["steps", step, "results", String(time)])
        let (from, to) = isTaken ? (alone, element) : (element, alone)
        targets[from] = to
        loopOfTarget[from] = change.loop.id
        loops[id] = change.loop.id
      }
    }
  }

  mutating func remove(_ change: Proposal.LoopChange) {
    for id in (change.loop.steps + change.covered.joined()) {
      targets[["steps", id, "result"]] = nil
      loops[id] = nil
    }
  }

  func applied(to template: JSON, of step: String) -> JSON {
    isEmpty ? template : redirecting(template, of: step)
  }

  private func redirecting(_ template: JSON, of step: String) -> JSON {
    switch template {
    case .array(let elements): .array(elements.map { redirecting($0, of: step) })
    case .object(let members):
      .object(
        members.map { member in
          if member.key == "$ref", let text = member.value.text {
            return JSON.Member("$ref", .string(redirected(text, of: step)))
          }
          return JSON.Member(member.key, redirecting(member.value, of: step))
        })
    default: template
    }
  }

  private func redirected(_ reference: String, of step: String) -> String {
    guard let tokens = try? JSONPointer(relative: reference).tokens else { return reference }
    for count in [3, 4] where tokens.count >= count {
      let beginning = Array(tokens.prefix(count))
      guard let target = targets[beginning], loopOfTarget[beginning] != loops[step] else {
        continue
      }
      return JSONPointer(target + tokens.dropFirst(count)).relative
    }
    return reference
  }
}

extension JSON {
  /// What each reference in a template says.
  func forEachReference(_ body: (String) -> Void) {
    switch self {
    case .array(let elements): for element in elements { element.forEachReference(body) }
    case .object(let members):
      for member in members {
        if member.key == "$ref", let text = member.value.text { body(text) }
        member.value.forEachReference(body)
      }
    default: break
    }
  }
}
