import OrderedJSON
import Scheduling

/// Calls in a row that did the same with each element of a list.
enum LoopFinder {
  static func find(_ finding: inout Finding) {
    var lists = RecordedLists(finding.recorded)
    var number = 0
    for run in RepeatedCalls.runs(of: finding.calls) {
      guard let found = RecordedLoop(run, in: finding.recorded, &lists) else { continue }
      number += 1
      let change = found.change(id: "l\(number)", in: finding.recorded)
      finding.add(
        Proposal(
          kind: .loop, strength: found.isWhole ? .strong : .likely,
          steps: change.loop.steps + change.covered.joined(), new: change.loop.over,
          why: found.why, change: .loop(change)))
    }
  }
}

/// Calls of one tool, or of the same few tools, one time after another.
struct RepeatedCalls {
  /// Of each time, in order; each has as many calls.
  let times: ArraySlice<[RecordedCall]>

  /// Those that repeat three times or more; no call stands in two. Linear in the number of calls.
  static func runs(of calls: [RecordedCall]) -> [RepeatedCalls] {
    var runs: [RepeatedCalls] = []
    var start = 0
    while start < calls.count {
      let found = (1...Limits.loopSteps).lazy.compactMap { length -> (Int, Int)? in
        let count = repetitions(of: length, from: start, in: calls)
        return count >= Limits.loopTimes ? (length, count) : nil
      }.first
      guard let (length, count) = found else {
        start += 1
        continue
      }
      let times = (0..<count).map { time in
        Array(calls[(start + time * length)..<(start + (time + 1) * length)])
      }
      runs.append(RepeatedCalls(times: times[...]))
      start += length * count
    }
    return runs
  }

  private static func repetitions(of length: Int, from start: Int, in calls: [RecordedCall]) -> Int
  {
    guard start + length <= calls.count else { return 0 }
    var place = start + length
    while place < calls.count,
      Spelling(calls[place].call.tool) == Spelling(calls[place - length].call.tool)
    {
      place += 1
    }
    return (place - start) / length
  }
}

/// What a run of repeated calls comes to: which list they went through, and what of each element they
/// were given.
private struct RecordedLoop {
  let times: ArraySlice<[RecordedCall]>
  let list: RecordedList
  /// Of each time, which element it was.
  let indices: [Int]
  let places: [Proposal.LoopChange.Place]

  /// Whether each element had its time.
  var isWhole: Bool { indices.count == list.elements.count && list.isSteady }

  init?(_ run: RepeatedCalls, in recorded: Recorded, _ lists: inout RecordedLists) {
    let times = run.times.prefix(Limits.loopElements)
    guard let varying = VaryingPlace.all(of: times) else { return nil }
    // What is put together of an element does not tell of which list it is; what is sent whole does.
    for place in varying.prefix(Limits.composedParts) where !place.isOfEarlierStep(in: times) {
      let found = lists.lists(of: place, before: times)
      guard !found.isEmpty else { continue }
      guard !place.isMostlySaid(in: recorded) else { return nil }
      for candidate in found {
        guard let indices = candidate.indices(of: place) else { continue }
        let elements = indices.map { candidate.list.elements[$0] }
        guard let places = RecordedLoop.places(varying, of: elements, in: times),
          !recorded.isMostlySaid(ofElements: elements, before: times)
        else { continue }
        (self.times, list, self.indices, self.places) = (times, candidate.list, indices, places)
        return
      }
      return nil
    }
    return nil
  }

  /// `nil`: something varies otherwise than the elements do.
  private static func places(
    _ varying: [VaryingPlace], of elements: [JSON], in times: ArraySlice<[RecordedCall]>
  ) -> [Proposal.LoopChange.Place]? {
    var places: [Proposal.LoopChange.Place] = []
    for place in varying {
      guard let new = place.template(of: elements, in: times) else { return nil }
      let value = place.values[0]
      places.append(
        Proposal.LoopChange.Place(
          step: value.call.step.id, path: value.path, old: value.old, new: new))
    }
    return places
  }

  func change(id: String, in recorded: Recorded) -> Proposal.LoopChange {
    Proposal.LoopChange(
      loop: Workflow.Loop(
        id: id, steps: (times.first ?? []).map(\.step.id), over: list.reference(in: recorded)),
      places: places, covered: times.dropFirst().map { $0.map(\.step.id) })
  }

  var why: String {
    let (taken, all) = (indices.count, list.elements.count)
    let whole = "The same was done \(taken) times, once for each element of \(list.words)"
    guard taken < all else { return whole + "." }
    let numbers = indices.map { String($0 + 1) }.listedInBrief
    return
      "The same was done for \(taken) of the \(all) elements of \(list.words): number \(numbers)."
  }
}

extension Recorded {
  /// Whether people named most elements by something that each has of its own: these are what they named
  /// then, however long the list is another time.
  fileprivate func isMostlySaid(
    ofElements elements: [JSON], before times: ArraySlice<[RecordedCall]>
  ) -> Bool {
    guard let entry = times.first?.first?.entry else { return false }
    var own: [Spelling: Bool] = [:]
    for element in elements {
      for member in element.members?.prefix(Limits.siblings) ?? [] {
        guard let text = member.value.text, Telling(text: text) > .nothing else { continue }
        own[Spelling(text)] = own[Spelling(text)] == nil
      }
    }
    let named = elements.count { element in
      (element.members?.prefix(Limits.siblings) ?? []).contains { member in
        guard let text = member.value.text, own[Spelling(text)] == true else { return false }
        return values.said.contains(text, before: entry)
      }
    }
    return named * 2 > elements.count
  }
}
