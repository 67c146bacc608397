import Automations
import OrderedJSON
import Workflows

/// What a run comes to while it is held.
enum Turn: Sendable {
  case ended(RunEnd)
  /// Until its next attempt.
  case waits
  /// Somebody else holds the claim now, or the server stops.
  case left
}

/// Carries out the steps of a run, one after another, those of loops for each element.
struct WorkflowRun: Sendable {
  let claim: Claim
  let progress: [StepPlace: StepProgress]
  let plan: RunPlan
  let values: RunValues
  let ledger: any Ledger
  /// How a step is carried out.
  let stepRun: @Sendable (Workflow.Step, StepPlace, LoopElement?) -> StepRun

  func carryOut() async throws -> Turn {
    var account = RunAccount(isOfRehearsal: claim.rehearses != nil)
    let begun = StepsBegun(progress)
    for part in plan.parts {
      let turn =
        switch part {
        case .step(let step): try await carryOut(step, for: nil, &account).turn
        case .loop(let loop, let steps): try await carryOut(loop, steps, begun, &account)
        }
      if let turn { return turn }
    }
    return .ended(account.end)
  }

  /// How the run goes on after a step.
  private enum Sequel {
    case next
    /// It has failed, and may.
    case passedOver
    case turn(Turn)

    var turn: Turn? { if case .turn(let turn) = self { turn } else { nil } }
  }

  private func carryOut(
    _ step: RunPlan.Step, for element: LoopElement?, _ account: inout RunAccount
  ) async throws -> Sequel {
    let place = StepPlace(step: step.number, element: element?.index)
    switch try await stepRun(step.step, place, element).carryOut() {
    case .succeeded, .shown: return .next
    case .failed(let words, _) where step.step.onError == .continue || claim.rehearses != nil:
      account.passOver(words)
      return .passedOver
    case .failed(let words, let isPermanent):
      return .turn(
        .ended(
          RunEnd(
            outcome: .failed, reason: Reason(.stepFailed, words), isPermanent: isPermanent)))
    case .changed(let words): return .turn(.ended(.ofChangedContract(words)))
    case .unknown(let words):
      return .turn(.ended(RunEnd(outcome: .unknown, reason: Reason(.noAnswer, words))))
    case .waits: return .turn(.waits)
    case .left: return .turn(.left)
    }
  }

  private func carryOut(
    _ loop: Workflow.Loop, _ steps: [RunPlan.Step], _ begun: StepsBegun,
    _ account: inout RunAccount
  ) async throws -> Turn? {
    guard let first = steps.first else { return nil }
    let elements: [LoopElement]
    switch try await begin(loop, steps, begun) {
    case .goesOver(let those): elements = those
    case .fails(let words):
      let reason = Reason(.stepFailed, "\(first.words): \(words)")
      return .ended(RunEnd(outcome: .failed, reason: reason))
    case .left: return .left
    }
    await values.begin(loop, of: elements.count)
    if elements.isEmpty {
      account.nothingToDo("\(first.words) had nothing to do: its list is empty.")
    }
    for element in elements {
      await values.enter(element)
      for step in steps {
        let sequel = try await carryOut(step, for: element, &account)
        if let turn = sequel.turn { return turn }
        // The others of this element build on it.
        if case .passedOver = sequel { break }
      }
    }
    await values.leave()
    return nil
  }

  /// How a loop begins; words are a sentence for a person.
  private enum Beginning {
    case goesOver([LoopElement])
    case fails(String)
    case left
  }

  /// Whoever goes on with the run goes over the list that there was when the loop began.
  private func begin(
    _ loop: Workflow.Loop, _ steps: [RunPlan.Step], _ begun: StepsBegun
  ) async throws -> Beginning {
    guard let first = steps.first, let last = steps.last else { return .goesOver([]) }
    if begun.latest > last.number {
      return .goesOver(LoopElement.past(begun.elements[first.number] ?? 0))
    }
    let place = StepPlace(step: first.number)
    if claim.beginning != .first,
      let list = try await ledger.values(at: [place], of: claim.key)[place]
    {
      return .goesOver(LoopElement.all(of: list.elements ?? []))
    }
    let list: JSON
    do {
      list = try await values.value(of: loop.over).json
    } catch let failure as TemplateFailure {
      return .fails(failure.words)
    }
    guard let elements = list.elements else {
      return .fails("It is done for each element of a list, and what is there is \(list.kind).")
    }
    guard elements.count <= loop.most else {
      return .fails(
        "It is done for each element of a list with \(elements.count) elements, and for at most "
          + "\(loop.most): nothing of it was sent.")
    }
    guard !elements.isEmpty else { return .goesOver([]) }
    if case .failed(let words, _, _) = await values.keeping(
      .succeeded(result: list, response: .null))
    {
      return .fails(words)
    }
    guard try await ledger.keep(list, ofLoopAt: first.number, of: claim.key) else { return .left }
    return .goesOver(LoopElement.all(of: elements))
  }
}

/// Which steps began before, by their numbers.
private struct StepsBegun {
  private(set) var latest = 0
  /// For how many elements those in loops did.
  private(set) var elements: [Int: Int] = [:]

  init(_ progress: [StepPlace: StepProgress]) {
    for place in progress.keys {
      latest = max(latest, place.step)
      if place.element != nil { elements[place.step, default: 0] += 1 }
    }
  }
}

/// What is said of a run that has come through.
private struct RunAccount {
  /// One goes on behind what failed, since later steps are to be seen too.
  let isOfRehearsal: Bool
  private var passedOver = ""
  private var idle = ""

  init(isOfRehearsal: Bool) { self.isOfRehearsal = isOfRehearsal }

  mutating func passOver(_ words: String) {
    if passedOver.utf8.count < Limits.recordedTextBytes {
      passedOver = "\(passedOver) \(words)".recorded
    }
  }

  mutating func nothingToDo(_ words: String) {
    idle = (idle.isEmpty ? words : "\(idle) \(words)").recorded
  }

  var end: RunEnd {
    guard !passedOver.isEmpty else {
      return RunEnd(
        outcome: .succeeded, reason: idle.isEmpty ? nil : Reason(.nothingToDo, idle))
    }
    if isOfRehearsal {
      let words = "Would fail:" + passedOver
      return RunEnd(outcome: .failed, reason: Reason(.stepFailed, words.recorded))
    }
    let words = "Passed over:" + passedOver + (idle.isEmpty ? "" : " \(idle)")
    return RunEnd(outcome: .succeeded, reason: Reason(.stepFailed, words))
  }
}
