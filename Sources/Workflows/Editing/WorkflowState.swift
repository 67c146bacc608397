package import OrderedJSON

/// The workflow of a trace as it stands: what was read from the log, or what people made of that.
package struct WorkflowState: Sendable {
  /// What is read from the trace now.
  package let draft: Draft
  package private(set) var workflow: Workflow
  /// Whether somebody changed it, so that what is saved anew of its trace leaves it alone.
  package private(set) var isEdited: Bool
  /// Of each of the draft's proposals, in its order.
  package private(set) var states: [Proposal.State] = []
  /// Ids of the proposals that somebody does not want.
  private var left: Set<String>
  /// The numbers of the proposals for each place.
  private let places: [Place: [Int]]
  /// The same by their ids.
  private let numbers: [String: Int]

  private struct Place: Hashable {
    let step: String
    let path: JSONPointer

    init?(_ proposal: Proposal) {
      guard let path = proposal.path, let step = proposal.steps.first else { return nil }
      (self.step, self.path) = (step, path)
    }
  }

  /// - Parameter edited: what somebody made of it; `nil`: it is as it was read.
  package init(_ draft: Draft, edited: EditedWorkflow? = nil) {
    self.draft = draft
    workflow = edited?.workflow ?? draft.workflow
    isEdited = edited != nil
    left = edited?.left ?? []
    var places: [Place: [Int]] = [:]
    for (number, proposal) in draft.proposals.enumerated() {
      if let place = Place(proposal) { places[place, default: []].append(number) }
    }
    self.places = places
    numbers = Dictionary(
      draft.proposals.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { $1 })
    readStates()
  }

  /// What is kept of it.
  package var edited: EditedWorkflow { EditedWorkflow(workflow: workflow, left: left) }

  /// How many are open and right unless the log misleads.
  package var openStrong: Int {
    zip(draft.proposals, states).count { $0.strength == .strong && $1 == .open }
  }

  /// - Throws: `WorkflowFaults`, each with its place in the change, and nothing is changed.
  package mutating func apply(_ change: WorkflowChange) throws(WorkflowFaults) {
    var changed = self
    var faults: [WorkflowFault] = []
    changed.leave(change.leave, &faults)
    changed.take(change.take, &faults)
    changed.change(change.steps, &faults)
    if let order = change.order { changed.move(to: order, &faults) }
    for input in change.inputs { changed.set(input, &faults) }
    if faults.isEmpty { faults = changed.faults(after: change) }
    guard faults.isEmpty else { throw WorkflowFaults(faults: faults) }
    changed.readStates()
    changed.isEdited = true
    self = changed
  }

  /// As it would be if all strong proposals were taken that are open; the same where there are none.
  package func takingStrong() -> WorkflowState {
    guard openStrong > 0 else { return self }
    var state = self
    var faults: [WorkflowFault] = []
    state.take([Proposal.Strength.strong.rawValue], &faults)
    state.readStates()
    state.isEdited = true
    return state
  }

  /// Says that something is proposed which nobody has taken or left; `nil`: nothing is.
  package var noticeOfOpenProposals: String? {
    let open = zip(draft.proposals, states).filter { $0.strength == .strong && $1 == .open }
    guard let first = open.first?.0 else { return nil }
    let place =
      first.path.map { " at " + $0.description.inOneLine(Limits.quotedNameBytes) } ?? ""
    let others = open.count > 1 ? ", and \(open.count - 1) more" : ""
    return
      "It runs as it was recorded, though something is probably meant otherwise next time: step "
      + "\(first.steps.first ?? "")\(place)\(others). The workflow's "
      + "proposals say what."
  }

  /// What is wrong with the workflow as a change makes it: at the step of the change, else at the step.
  private func faults(after change: WorkflowChange) -> [WorkflowFault] {
    let results = Dictionary(
      zip(draft.workflow.steps, draft.log.calls).compactMap { step, call in
        call.result.map { (step.id, $0.read) }
      }, uniquingKeysWith: { first, _ in first })
    let numbers = Dictionary(
      change.steps.enumerated().map { ($0.element.id, String($0.offset)) },
      uniquingKeysWith: { $1 })
    return WorkflowCheck(workflow, results: results).faults.map { step, path, message in
      WorkflowFault(["steps", numbers[step] ?? step] + path, message)
    }
  }

  /// One that is taken has the others for its place left.
  private mutating func readStates() {
    let editing = WorkflowEditing(workflow, draft.proposals)
    let taken = draft.proposals.map { editing.has($0) }
    states = draft.proposals.indices.map { number in
      if taken[number] { return .taken }
      let isLeft =
        left.contains(draft.proposals[number].id)
        || rivals(of: draft.proposals[number]).contains { taken[$0] }
      return isLeft ? .left : .open
    }
  }

  /// The numbers of all proposals for the same place, this one too.
  private func rivals(of proposal: Proposal) -> [Int] {
    Place(proposal).flatMap { places[$0] } ?? []
  }

  /// The numbers of the proposals that a word means; of those by kind or strength the ones that are in
  /// one of some states.
  private func meant(_ word: String, being wanted: Set<Proposal.State>) -> [Int]? {
    if let one = numbers[word] { return [one] }
    let kind = Proposal.Kind(rawValue: word)
    guard kind != nil || word == Proposal.Strength.strong.rawValue else { return nil }
    return draft.proposals.indices.filter { number in
      let proposal = draft.proposals[number]
      return wanted.contains(states[number])
        && (kind == nil ? proposal.strength == .strong : proposal.kind == kind)
    }
  }

  private mutating func take(_ words: [String], _ faults: inout [WorkflowFault]) {
    var editing = WorkflowEditing(workflow, draft.proposals)
    for (index, word) in words.enumerated() {
      let path = ["take", String(index)]
      guard let numbers = meant(word, being: [.open]) else {
        faults.append(WorkflowFault(path, WorkflowState.unknown))
        continue
      }
      for number in numbers {
        let proposal = draft.proposals[number]
        let rivals = rivals(of: proposal).filter { $0 != number }.map { draft.proposals[$0] }
        // Of a kind one is taken for each place, the first.
        if word != proposal.id, rivals.contains(where: editing.has) { continue }
        do throws(ProposalFault) {
          try editing.take(proposal, instead: rivals)
          left.remove(proposal.id)
        } catch {
          if word == proposal.id { faults.append(WorkflowFault(path, error.description)) }
        }
      }
    }
    workflow = editing.finish(dropping: draft.proposals)
  }

  private mutating func leave(_ words: [String], _ faults: inout [WorkflowFault]) {
    var meant: [Proposal] = []
    for (index, word) in words.enumerated() {
      guard let numbers = self.meant(word, being: [.open, .taken]) else {
        faults.append(WorkflowFault(["leave", String(index)], WorkflowState.unknown))
        continue
      }
      meant += numbers.map { draft.proposals[$0] }
    }
    // Loops first: what refers to their results stands then as it was proposed.
    for isLoop in [true, false] {
      var editing = WorkflowEditing(workflow, draft.proposals)
      for proposal in meant where (proposal.kind == .loop) == isLoop {
        if editing.has(proposal) { editing.leave(proposal) }
        left.insert(proposal.id)
      }
      workflow = editing.finish(dropping: draft.proposals)
    }
    readStates()
  }

  private static let unknown =
    "must be the id of a proposal, or a kind: "
    + Proposal.Kind.allCases.map(\.rawValue).joined(separator: ", ")

  private mutating func change(
    _ changes: [WorkflowChange.StepChange], _ faults: inout [WorkflowFault]
  ) {
    guard !changes.isEmpty else { return }
    let numbers = Dictionary(
      workflow.steps.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { $1 })
    for (index, change) in changes.enumerated() {
      guard let number = numbers[change.id] else {
        faults.append(WorkflowFault(["steps", String(index), "id"], "must be the id of a step"))
        continue
      }
      workflow.steps[number].apply(change)
    }
  }

  private mutating func move(to order: [String], _ faults: inout [WorkflowFault]) {
    let steps = Dictionary(
      workflow.steps.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    guard order.count == steps.count, Set(order) == Set(steps.keys) else {
      faults.append(WorkflowFault(["order"], "must name each step once"))
      return
    }
    workflow.steps = order.compactMap { steps[$0] }
  }

  private mutating func set(_ input: Workflow.Input, _ faults: inout [WorkflowFault]) {
    guard let index = workflow.inputs.firstIndex(where: { $0.name == input.name }) else {
      faults.append(WorkflowFault(["inputs", input.name], "is no input of this workflow"))
      return
    }
    workflow.inputs[index].value = input.value
  }
}

extension Workflow.Step {
  fileprivate mutating func apply(_ change: WorkflowChange.StepChange) {
    if let params = change.params { self.params = params }
    if let isOn = change.isOn { self.isOn = isOn }
    if let effect = change.effect { self.effect = effect }
    if let timeout = change.timeout { self.timeout = timeout }
    if let attempts = change.attempts { self.attempts = attempts }
    if let onError = change.onError { self.onError = onError }
    if let expect = change.expect { self.expect = expect }
  }
}

/// What people made of a workflow, as it is kept.
package struct EditedWorkflow: Hashable, Sendable {
  package let workflow: Workflow
  /// Ids of the proposals that somebody does not want.
  package let left: Set<String>

  package init(workflow: Workflow, left: Set<String> = []) {
    (self.workflow, self.left) = (workflow, left)
  }

  /// `{"workflow": …, "left": [ids]}`
  package var json: JSON {
    ["workflow": workflow.json, "left": .array(left.sorted().map(JSON.string))]
  }

  /// - Throws: `UnreadableWorkflow` where the value is not what `json` writes.
  package init(json: JSON) throws(UnreadableWorkflow) {
    guard let workflow = json["workflow"], let left = json["left"]?.elements else {
      throw UnreadableWorkflow()
    }
    self.workflow = try Workflow(json: workflow)
    self.left = Set(left.compactMap(\.text))
  }
}
