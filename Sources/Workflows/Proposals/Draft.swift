import OrderedJSON

/// What is read from a trace: its workflow, literally as it was recorded, and what of it may be meant
/// otherwise. A pure function of the log and its day.
package struct Draft: Sendable {
  package let log: Log
  /// Each call a step, in order, failed and internal ones too.
  package let workflow: Workflow
  /// In the order of their steps; ids and order are the same whenever the same is read.
  package let proposals: [Proposal]

  /// - Parameters:
  ///   - mark: of what stands where secrets stood; `nil`: nothing does.
  ///   - days: what was today at each call.
  package init(of log: Log, mark: SecretMark? = nil, days: RecordedDays) {
    self.log = log
    workflow = Workflow(of: log, mark: mark)
    let recorded = Recorded(log, steps: workflow.steps)
    var finding = Finding(recorded: recorded, days: days)
    for find in Draft.finders { find(&finding) }
    proposals = finding.ordered
  }

  /// Those before go before: what one covers the next ones let be.
  private static let finders: [@Sendable (inout Finding) -> Void] = [
    LeaveOutFinder.find, LoopFinder.find, InputFinder.find, DateFinder.find, LinkFinder.find,
    RowFinder.find, DateFinder.findRivals, DerivedFinder.find,
  ]
}

/// What the finders share: what was recorded, and what was found of it until now.
struct Finding {
  let recorded: Recorded
  let days: RecordedDays
  let spoken: SpokenDays
  var ways: Ways
  private(set) var proposals: [Proposal] = []
  /// Steps that would be left out, or done as others of a loop, if strong proposals are taken.
  private(set) var covered: Set<String> = []
  /// Steps that would be done for each element of a list, and those that this covers.
  private var looped: Set<String> = []
  /// Places of which something strong is known.
  private var settled: Set<Place> = []

  private struct Place: Hashable {
    let step: String
    let path: JSONPointer
  }

  init(recorded: Recorded, days: RecordedDays) {
    (self.recorded, self.days) = (recorded, days)
    spoken = SpokenDays(recorded.spoken, days)
    ways = Ways(recorded)
  }

  /// The calls whose values may be proposed to be others.
  var calls: [RecordedCall] { recorded.calls.filter { !covered.contains($0.step.id) } }

  /// Whether something strong says already what stands there.
  func isSettled(_ value: RecordedValue) -> Bool {
    settled.contains(Place(step: value.call.step.id, path: value.path))
  }

  /// Whether what a call gave would be one of many, if strong proposals are taken: of these nobody knows
  /// which is meant elsewhere.
  func isLooped(_ call: Int) -> Bool { looped.contains(recorded.calls[call].step.id) }

  mutating func add(_ proposal: Proposal) {
    proposals.append(proposal)
    guard proposal.strength == .strong else { return }
    switch proposal.change {
    case .leaveOut: covered.formUnion(proposal.steps)
    case .loop(let loop):
      covered.formUnion(loop.covered.joined())
      looped.formUnion(proposal.steps)
      for place in loop.places { settled.insert(Place(step: place.step, path: place.path)) }
    case .replace, .input:
      if let step = proposal.steps.first, let path = proposal.path {
        settled.insert(Place(step: step, path: path))
      }
      if proposal.kind == .date, let date = proposal.old?.text, let new = proposal.new {
        ways.know(date, as: new)
      }
    }
  }

  /// A proposal of another value at one place.
  mutating func add(
    _ kind: Proposal.Kind, _ strength: Proposal.Strength, at value: RecordedValue, _ new: JSON,
    why: String, change: Proposal.Change = .replace
  ) {
    add(
      Proposal(
        kind: kind, strength: strength, steps: [value.call.step.id], path: value.path,
        old: value.old, new: new, why: why, change: change))
  }

  /// The same, unless it is proposed already.
  mutating func addUnlessThere(
    _ kind: Proposal.Kind, _ strength: Proposal.Strength, at value: RecordedValue, _ new: JSON,
    why: String
  ) {
    let step = value.call.step.id
    guard
      !proposals.contains(where: {
        $0.kind == kind && $0.path == value.path && $0.new == new && $0.steps == [step]
      })
    else { return }
    add(kind, strength, at: value, new, why: why)
  }

  /// A strong link of a whole list.
  /// - Parameter values: its elements.
  mutating func addLink(
    of list: JSON, at path: JSONPointer, of call: RecordedCall, _ new: JSON, why: String,
    settling values: [RecordedValue]
  ) {
    add(
      Proposal(
        kind: .link, strength: .strong, steps: [call.step.id], path: path, old: list, new: new,
        why: why, change: .replace))
    for value in values { settled.insert(Place(step: call.step.id, path: value.path)) }
  }

  /// By their first steps, strong ones first.
  var ordered: [Proposal] {
    let numbers = Dictionary(
      recorded.calls.map { ($0.step.id, $0.number) }, uniquingKeysWith: { first, _ in first })
    let places = proposals.enumerated().map { offset, proposal in
      (numbers[proposal.steps.first ?? ""] ?? 0, proposal.strength == .strong ? 0 : 1, offset)
    }
    return places.sorted(by: <).prefix(Limits.proposals).map { proposals[$0.2] }
  }
}
