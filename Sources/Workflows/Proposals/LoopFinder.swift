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
    let varying = VaryingPlace.all(of: times)
    guard let varying, !varying.isEmpty,
      let first = varying.first(where: { !$0.isOfEarlierStep(in: times) })
    else { return nil }
    for candidate in lists.lists(of: first, before: times) {
      guard let indices = candidate.indices(of: first) else { continue }
      let elements = indices.map { candidate.list.elements[$0] }
      var places: [Proposal.LoopChange.Place] = []
      for place in varying {
        guard let new = place.template(of: elements, in: times) else { break }
        let value = place.values[0]
        places.append(
          Proposal.LoopChange.Place(
            step: value.call.step.id, path: value.path, old: value.old, new: new))
      }
      guard places.count == varying.count, !first.isMostlySaid(in: recorded) else { continue }
      (self.times, list, self.indices, self.places) = (times, candidate.list, indices, places)
      return
    }
    return nil
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

/// A place in the parameters of repeated calls where something else stands each time.
struct VaryingPlace {
  /// Which of the calls of a time.
  let offset: Int
  /// Of each time.
  let values: [RecordedValue]

  /// - Returns: `nil` where the parameters of two times have not the same names.
  static func all(of times: ArraySlice<[RecordedCall]>) -> [VaryingPlace]? {
    guard let first = times.first else { return nil }
    var varying: [VaryingPlace] = []
    for offset in first.indices {
      let values = times.map { $0[offset].values }
      guard let count = values.first?.count, values.allSatisfy({ $0.count == count }) else {
        return nil
      }
      for index in 0..<count {
        let column = values.map { $0[index] }
        guard column.allSatisfy({ $0.way == column[0].way }) else { return nil }
        if column.contains(where: { $0.json != column[0].json }) {
          varying.append(VaryingPlace(offset: offset, values: column))
        }
      }
      // What is neither a text nor a number must be the same each time.
      let rest = times.map { $0[offset].call.params.withoutScalars }
      guard rest.allSatisfy({ $0 == rest[0] }) else { return nil }
    }
    return varying
  }

  /// The template that gives each time's value, of its element or of what an earlier step of the same
  /// time gave; `nil`: there is none.
  func template(of elements: [JSON], in times: ArraySlice<[RecordedCall]>) -> JSON? {
    ofEarlierStep(in: times) ?? ofElement(elements) ?? composed(of: elements)
  }

  func isOfEarlierStep(in times: ArraySlice<[RecordedCall]>) -> Bool {
    ofEarlierStep(in: times) != nil
  }

  /// Whether people named most of them, which are theirs then and not the list's.
  func isMostlySaid(in recorded: Recorded) -> Bool {
    let said = values.count { recorded.values.said.contains($0.text, before: $0.call.entry) }
    return said * 2 >= values.count
  }

  private func ofEarlierStep(in times: ArraySlice<[RecordedCall]>) -> JSON? {
    guard let first = times.first else { return nil }
    for earlier in 0..<offset {
      guard let result = first[earlier].call.result?.read,
        let way = result.way(to: values[0].json)
      else { continue }
      let pointer = JSONPointer(way)
      let isSame = zip(times, values).allSatisfy { time, value in
        time[earlier].call.result.flatMap { pointer.value(in: $0.read) } == value.json
      }
      if isSame {
        let steps = ["steps", first[earlier].step.id, "result"]
        return ["$ref": .string(JSONPointer(steps + way).relative)]
      }
    }
    return nil
  }

  private func ofElement(_ elements: [JSON]) -> JSON? {
    guard let first = elements.first, let way = first.way(to: values[0].json, orItsText: true)
    else { return nil }
    let pointer = JSONPointer(way)
    let isSame = zip(elements, values).allSatisfy { element, value in
      pointer.value(in: element)?.scalarText == value.text
    }
    guard isSame, let found = pointer.value(in: first) else { return nil }
    let reference: JSON = ["$ref": .string(JSONPointer(["item"] + way).relative)]
    switch (values[0].json, found) {
    case (.string, .number): return ["$text": [reference]]
    case (.number, .string): return ["$ref": reference["$ref"] ?? .null, "pick": ["json": ""]]
    default: return reference
    }
  }

  /// A text that has something of the element in it, and is the same around it each time.
  private func composed(of elements: [JSON]) -> JSON? {
    guard let first = elements.first, let text = values[0].json.text,
      text.utf8.count <= Limits.composedBytes
    else { return nil }
    var ways: [(text: String, way: [String])] = []
    first.forEachScalar { json, way in
      guard ways.count < Limits.siblings, let text = json.scalarText, text.utf8.count > 1 else {
        return
      }
      ways.append((text, way))
    }
    // Longer ones first, of which shorter ones may be a part.
    ways.sort { $0.text.utf8.count > $1.text.utf8.count }
    var pieces: [ComposedPiece] = [.literal(text)]
    for (part, way) in ways { pieces = pieces.flatMap { $0.split(at: part, as: way) } }
    guard pieces.contains(where: \.isOfElement), pieces.count <= Limits.composedParts else {
      return nil
    }
    let isSame = zip(elements, values).allSatisfy { element, value in
      let parts = pieces.map { $0.text(of: element) }
      return !parts.contains(nil) && parts.compactMap(\.self).joined() == value.text
    }
    return isSame ? ["$text": .array(pieces.map(\.json))] : nil
  }
}

/// A piece of a text that was put together for an element.
private enum ComposedPiece {
  case literal(String)
  case element([String])

  var isOfElement: Bool { if case .element = self { true } else { false } }

  /// The pieces of a literal around each place where a part stands as a word.
  func split(at part: String, as way: [String]) -> [ComposedPiece] {
    guard case .literal(let text) = self else { return [self] }
    var pieces: [ComposedPiece] = []
    var rest = text[...]
    while let range = rest.firstRange(of: part) {
      if rest.startIndex < range.lowerBound {
        pieces.append(.literal(String(rest[..<range.lowerBound])))
      }
      pieces.append(.element(way))
      rest = rest[range.upperBound...]
    }
    if !rest.isEmpty { pieces.append(.literal(String(rest))) }
    return pieces
  }

  func text(of element: JSON) -> String? {
    switch self {
    case .literal(let text): text
    case .element(let way): JSONPointer(way).value(in: element)?.scalarText
    }
  }

  var json: JSON {
    switch self {
    case .literal(let text): .string(text)
    case .element(let way): ["$ref": .string(JSONPointer(["item"] + way).relative)]
    }
  }
}

extension JSON {
  /// The way to the first value in it that is that one; of its text where the types differ.
  fileprivate func way(to value: JSON, orItsText isAnyType: Bool = false) -> [String]? {
    var found: [String]?
    var byText: [String]?
    forEachScalar { json, way in
      if found == nil, json == value { found = way }
      if byText == nil, isAnyType, json.scalarText == value.scalarText { byText = way }
    }
    return found ?? byText
  }

  /// With an empty text in the place of each text and number.
  fileprivate var withoutScalars: JSON {
    switch self {
    case .string, .number: ""
    case .array(let elements): .array(elements.map(\.withoutScalars))
    case .object(let members):
      .object(members.map { Member($0.key, $0.value.withoutScalars) })
    default: self
    }
  }
}
