package import OrderedJSON

/// What in a workflow may be meant otherwise than it was recorded; somebody takes or leaves it.
package struct Proposal: Hashable, Sendable {
  /// `p` and sixteen digits, the same whenever the same is proposed of the same steps.
  package let id: String
  package let kind: Kind
  package let strength: Strength
  /// The steps that it changes, in order; one at least.
  package let steps: [String]
  /// Where in the step's parameters; `nil`: it is about whole steps.
  package let path: JSONPointer?
  /// What stands there as it was recorded, a template; `nil` of whole steps.
  package let old: JSON?
  /// What would stand there: a template; of a loop its list; `nil`: nothing.
  package let new: JSON?
  /// A sentence for a person.
  package let why: String
  /// What taking it does.
  package let change: Change

  init(
    kind: Kind, strength: Strength, steps: [String], path: JSONPointer? = nil, old: JSON? = nil,
    new: JSON? = nil, why: String, change: Change
  ) {
    self.kind = kind
    self.strength = strength
    self.steps = steps
    self.path = path
    self.old = old
    self.new = new
    self.why = why
    self.change = change
    let content: JSON = [
      "kind": .string(kind.rawValue), "steps": .array(steps.map(JSON.string)),
      "path": JSON(path?.description), "new": new ?? .null,
    ]
    id = "p" + content.bytes.digest
  }

  package enum Kind: String, CaseIterable, Sendable {
    case link, derived, input, date, loop, secret
    case leaveOut = "leave_out"
  }

  package enum Strength: String, CaseIterable, Sendable {
    /// It is right unless the log misleads.
    case strong
    case likely
  }

  package enum State: String, CaseIterable, Sendable { case open, taken, left }

  package enum Change: Hashable, Sendable {
    /// `new` stands in the place of `old`.
    case replace
    /// The same, and the workflow has the input.
    case input(Workflow.Input)
    /// The steps are switched off.
    case leaveOut
    case loop(LoopChange)
  }

  /// What becomes of repeated calls.
  package struct LoopChange: Hashable, Sendable {
    /// Its steps are those of the first time.
    package let loop: Workflow.Loop
    /// What stands in these as it was recorded, and what would.
    package let places: [Place]
    /// The steps of the other times, which are switched off: for each time those in the order of the
    /// loop's.
    package let covered: [[String]]

    package struct Place: Hashable, Sendable {
      package let step: String
      package let path: JSONPointer
      package let old: JSON
      package let new: JSON

      package init(step: String, path: JSONPointer, old: JSON, new: JSON) {
        (self.step, self.path, self.old, self.new) = (step, path, old, new)
      }
    }

    package init(loop: Workflow.Loop, places: [Place], covered: [[String]]) {
      (self.loop, self.places, self.covered) = (loop, places, covered)
    }
  }
}

extension [UInt8] {
  /// Sixteen digits that other bytes hardly have: FNV-1a (draft-eastlake-fnv, 64 bits).
  fileprivate var digest: String {
    let hash = reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
