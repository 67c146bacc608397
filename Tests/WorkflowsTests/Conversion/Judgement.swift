import OrderedJSON
import Scheduling
import Workflows

/// Holds what is proposed of a log against what was meant: what is strong must also be right where the
/// same task was done in another world on another day.
struct Judgement {
  private let (script, draft): (Script, Draft)
  private let (here, there): (Rendering, Rendering)
  private let elsewhere: Script
  private let log: MadeLog
  private var meant: [Place: Meant] = [:]
  private let name: String

  private struct Place: Hashable {
    let call: Int
    let way: [String]
  }

  static func score(_ name: String, _ one: MadeLog, elsewhere other: MadeLog) -> Score {
    guard let judgement = Judgement(name, one, other) else {
      var score = Score()
      score.unread = 1
      return score
    }
    return judgement.score
  }

  /// - Returns: `nil` where the log is not read as what it is.
  private init?(_ name: String, _ one: MadeLog, _ other: MadeLog) {
    (log, script, elsewhere) = (one, one.script, other.script)
    self.name = "\(name), \(one.family) \(one.manner):"
    let days = RecordedDays(
      zone: nil, savedAt: Instant(day: one.script.today).advanced(bySeconds: 50_000))
    draft = Draft(of: Log(of: one.traceData), days: days)
    guard draft.log.format.rawValue == one.family.rawValue,
      draft.workflow.steps.count == script.calls.count
    else { return nil }
    var inputs: [String: JSON] = [:]
    for proposal in draft.proposals {
      if case .input(let input) = proposal.change { inputs[input.name] = input.value }
    }
    func rendering(_ log: Log, _ today: Int) -> Rendering {
      let results = log.calls.enumerated().map { ("s\($0 + 1)", $1.result?.read ?? .null) }
      return Rendering(
        results: Dictionary(results, uniquingKeysWith: { $1 }), inputs: inputs, today: today)
    }
    here = rendering(draft.log, script.today)
    there = rendering(Log(of: other.traceData), elsewhere.today)
    for (number, call) in script.calls.enumerated() {
      for (name, value) in call.params {
        value.forEachLeaf([name]) { meant[Place(call: number, way: $0)] = $1 }
      }
    }
  }

  private var score: Score {
    var score = Score()
    var found: [Place: Proposal.Strength] = [:]
    var foundLoops: [Int: Proposal.Strength] = [:]
    var leftOut: [Int: Proposal.Strength] = [:]
    // Calls of loops of which nobody can know: what else stands in them is not looked for.
    var unknown: Set<Int> = []
    for proposal in draft.proposals {
      let calls = proposal.steps.compactMap { Int($0.dropFirst()) }.map { $0 - 1 }
      if isUnknowable(proposal) {
        if proposal.path == nil { unknown.formUnion(calls) }
        continue
      }
      var isRight = false
      switch proposal.change {
      case .leaveOut:
        isRight = calls.allSatisfy { script.calls[$0].isLeftOut }
        if isRight, let call = calls.first { leftOut[call] = proposal.strength }
      case .loop(let change):
        let number = script.loops.firstIndex { $0.times.joined().sorted() == calls.sorted() }
        if let number, isLoop(change, script.loops[number], proposal.strength) {
          isRight = true
          foundLoops[number] = proposal.strength
        }
      case .replace, .input:
        guard let call = calls.first, let path = proposal.path else { break }
        let place = Place(call: call, way: path.tokens)
        isRight = isMeant(proposal, at: place)
        if isRight, found[place] != .strong { found[place] = proposal.strength }
      }
      score.add(proposal, isRight: isRight, name)
    }
    want(found, foundLoops, leftOut, but: unknown, in: &score)
    return score
  }

  /// Whether it says that results gave what people named, of a log that has nobody's words: so it may be,
  /// as far as that log tells.
  private func isUnknowable(_ proposal: Proposal) -> Bool {
    guard !log.family.hasWords else { return false }
    func isNamed(_ step: String, _ path: JSONPointer) -> Bool {
      let call = Int(step.dropFirst()).map { $0 - 1 } ?? -1
      return meant[Place(call: call, way: path.tokens)]?.kind == .input
    }
    switch proposal.change {
    case .loop(let change):
      return change.places.contains { isNamed($0.step, $0.path) }
        || here.value(of: change.loop.over)?.elements?.allSatisfy { self.isNamed($0) } == true
    case .replace, .input:
      return proposal.path.map { isNamed(proposal.steps.first ?? "", $0) } ?? false
    case .leaveOut: return false
    }
  }

  /// Whether people named an element of a list by something that it has.
  private func isNamed(_ element: JSON) -> Bool {
    (element.members ?? []).contains { member in
      guard let text = member.value.text, text.utf8.count > 2 else { return false }
      return script.events.contains { event in
        if case .said(let words) = event { words.contains(text) } else { false }
      }
    }
  }

  private func want(
    _ found: [Place: Proposal.Strength], _ foundLoops: [Int: Proposal.Strength],
    _ leftOut: [Int: Proposal.Strength], but unknown: Set<Int>, in score: inout Score
  ) {
    // Loops are over lists, of which labelled lines have none.
    let hasLists = log.manner != .labelled
    let looped = Set(script.loops.flatMap { $0.times.joined() })
    for (number, call) in script.calls.enumerated() {
      if call.isLeftOut {
        score.want(.leaveOut, found: leftOut[number], "\(name) s\(number + 1)")
      } else if !(hasLists && looped.contains(number)), !unknown.contains(number) {
        for (place, value) in meant where place.call == number {
          guard let kind = value.kind, kind != .input || log.family.hasWords else { continue }
          score.want(
            kind, found: found[place],
            "\(name) s\(number + 1) \(place.way.joined(separator: "/")) \(value.json.serialized)")
        }
      }
    }
    guard hasLists else { return }
    for number in script.loops.indices {
      score.want(.loop, found: foundLoops[number], "\(name) loop \(number)")
    }
  }

  private func isMeant(_ proposal: Proposal, at place: Place) -> Bool {
    guard let value = meant[place], let new = proposal.new,
      let otherCall = elsewhere.calls.indices.contains(place.call)
        ? elsewhere.calls[place.call] : nil
    else { return false }
    let otherParams = JSON.object(otherCall.params.map { JSON.Member($0.name, $0.value.json) })
    let other = JSONPointer(place.way).value(in: otherParams)
    let bare = value.bare
    switch (proposal.kind, bare) {
    case (.link, .from(let calls, let json)), (.derived, .derived(let calls, let json)):
      return new.steps.allSatisfy { calls.contains($0) } && here.value(of: new) == json
        && (proposal.strength == .likely || there.value(of: new) == other)
    case (.link, .item(let call, let json)):
      return new.steps == [call] && here.value(of: new) == json
    case (.derived, .item(let call, let json)):
      return new.steps.allSatisfy { $0 == call } && here.value(of: new) == json
    case (.input, .named(let json)): return log.family.hasWords && here.value(of: new) == json
    case (.date, .day(_, let rule)):
      return [0, 1, 6, 17, 40, 101].allSatisfy { distance in
        let day = script.today + distance
        let rendering = Rendering(results: [:], inputs: [:], today: day)
        return rendering.value(of: new) == rule(day)
      }
    default: return false
    }
  }

  private func isLoop(
    _ change: Proposal.LoopChange, _ loop: Script.Loop, _ strength: Proposal.Strength
  ) -> Bool {
    guard change.loop.steps == loop.times[0].map({ "s\($0 + 1)" }),
      change.loop.over.steps == [loop.list.call], strength == .likely || loop.isWhole
    else { return false }
    return [(here, script), (there, elsewhere)].allSatisfy { rendering, script in
      guard var elements = rendering.value(of: change.loop.over)?.elements?[...],
        let times = script.loops.first(where: { $0.times == loop.times })?.times,
        !loop.isWhole || elements.count == times.count
      else { return false }
      // Of a list of which a part was taken each time has its element, in the list's order.
      return times.allSatisfy { calls in
        let taken = elements.firstIndex { gives(change, for: $0, calls, rendering, script) }
        guard let taken, !loop.isWhole || taken == elements.startIndex else { return false }
        elements = elements[(taken + 1)...]
        return true
      }
    }
  }

  /// Whether a loop sends for an element what the calls of one time sent.
  private func gives(
    _ change: Proposal.LoopChange, for element: JSON, _ calls: [Int], _ rendering: Rendering,
    _ script: Script
  ) -> Bool {
    // Inside, the id of a step means that element's result.
    var results = rendering.results
    for (step, call) in zip(change.loop.steps, calls) {
      results[step] = rendering.results["s\(call + 1)"]
    }
    let inside = Rendering(
      results: results, inputs: rendering.inputs, today: rendering.today, item: element)
    return change.places.allSatisfy { place in
      guard let offset = change.loop.steps.firstIndex(of: place.step) else { return false }
      let params = script.calls[calls[offset]].params
      let sent = JSON.object(params.map { JSON.Member($0.name, $0.value.json) })
      return inside.value(of: place.new) == place.path.value(in: sent)
    }
  }
}

extension Meant {
  fileprivate var bare: Meant { if case .perhaps(let meant) = self { meant.bare } else { self } }

  /// What should be proposed of it.
  fileprivate var kind: Proposal.Kind? {
    switch self {
    case .from: .link
    case .named: .input
    case .day: .date
    case .derived: .derived
    case .literal, .item, .perhaps, .list, .object: nil
    }
  }
}

extension JSON {
  /// The numbers of the calls whose results a template refers to.
  fileprivate var steps: [Int] {
    if let reference = self["$ref"]?.text {
      let tokens = reference.split(separator: "/")
      return tokens.count > 1 && tokens[0] == "steps"
        ? [Int(tokens[1].dropFirst()).map { $0 - 1 } ?? -1] : []
    }
    return (self["$text"]?.elements ?? []).flatMap(\.steps)
  }
}
