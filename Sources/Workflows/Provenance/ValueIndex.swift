import OrderedJSON

/// Who said each value of the parameters first: a result, a person, or the agent. Every kind of
/// proposal asks it. Made in one pass over the log; what no call was given is not kept.
struct ValueIndex: Sendable {
  /// Who said a value first.
  enum Origin: Sendable {
    /// Somebody who spoke with the agent.
    case person
    /// The agent, in a call of this number.
    case agent(call: Int)
    /// The result of one call, there at these places, of which the first `Limits.valuePlaces` are kept.
    case result([ResultPlace], count: Int)
  }

  private(set) var said = SaidWords()
  private var origins: [Spelling: Origin] = [:]
  /// Of values that tell only by the word for what they are: of each thing that they may be of, in the
  /// order in which these were told of.
  private var named: [NamedValue: [NamedOrigin]] = [:]
  /// In which longer text of a result a value stands that no result has as a whole.
  private var parts: [Spelling: ResultPlace] = [:]
  /// What calls were given, whole and in pieces, with the number of the first that was.
  private var given: [Spelling: Int] = [:]

  private struct NamedValue: Hashable {
    let noun: String
    let text: Spelling
  }

  private struct NamedOrigin {
    let key: KeyWords
    var origin: Origin
  }

  init(of log: Log, calls: [RecordedCall]) {
    for call in calls {
      for value in call.values {
        give(value.text, to: call)
        TextPieces.forEach(in: value.text) { give(String($0), to: call) }
      }
    }
    var calls = calls[...]
    for (entry, content) in log.entries.map(\.content).enumerated() {
      switch content {
      case .said(by: .user, let text): said.add(text, in: entry)
      case .call:
        guard let call = calls.first, call.entry == entry else { continue }
        calls.removeFirst()
        add(call)
      default: break
      }
    }
  }

  /// Who said a value of a call first; what is too common to tell is the agent's.
  func origin(of value: RecordedValue) -> Origin {
    let known: Origin? =
      if value.telling == .nothing {
        value.key.flatMap { origin(of: value, called: $0) }
      } else {
        origins[Spelling(value.text)]
      }
    return known ?? .agent(call: value.call.number)
  }

  /// Of a value that tells only by its name: the first that may be the same thing. Results that may all
  /// be meant are one origin in several places.
  private func origin(of value: RecordedValue, called key: KeyWords) -> Origin? {
    let known = (named[NamedValue(noun: key.noun, text: Spelling(value.text))] ?? [])
      .filter { $0.key.agrees(with: key) }.map(\.origin)
    guard case .result(let places, var count)? = known.first else { return known.first }
    var all = places
    for case .result(let more, let others) in known.dropFirst()
    where more.allSatisfy({ $0.call < value.call.number }) {
      all += more
      count += others
    }
    return .result(all, count: count)
  }

  /// Where results that were there before a call said a text that is no whole value of it; none where
  /// the agent had used it before, whole or as a part of something.
  func places(ofPiece text: String, before call: RecordedCall) -> [ResultPlace] {
    guard case .result(let places, _)? = origins[Spelling(text)], let place = places.first,
      place.call < call.number, isNew(text, at: place)
    else { return [] }
    return places
  }

  /// Where a result that was there before a call has a value within a longer text, though nobody said it
  /// before as a whole.
  func part(_ text: String, before call: RecordedCall) -> ResultPlace? {
    guard origins[Spelling(text)].map(\.isOfAgent) != false, let place = parts[Spelling(text)],
      place.call < call.number
    else { return nil }
    return place
  }

  /// Whether no call had been given it when a result said it.
  private func isNew(_ text: String, at place: ResultPlace) -> Bool {
    given[Spelling(text)].map { $0 > place.call } ?? true
  }

  /// Whether the value was known apart from any result when a call was made: a person had said it, or
  /// the agent.
  func isKnown(_ json: JSON, at call: RecordedCall) -> Bool {
    guard let text = json.scalarText, Telling(json) > .nothing else { return false }
    if case .agent(let number)? = origins[Spelling(text)] { return number <= call.number }
    return said.contains(text, before: call.entry)
  }

  private mutating func give(_ text: String, to call: RecordedCall) {
    let spelling = Spelling(text)
    if given[spelling] == nil { given[spelling] = call.number }
  }

  private mutating func add(_ call: RecordedCall) {
    for value in call.values {
      addOrigin(
        of: value.text, value.telling, key: value.key, in: call, or: .agent(call: call.number))
    }
    // What the agent's own tools say is its own, and what failed gave nothing.
    guard let result = call.call.result, call.call.error == nil,
      AgentBusiness(tool: call.call.tool, params: call.call.params) == nil
    else { return }
    result.read.forEachScalar { json, way in add(json, at: way, of: call) }
  }

  private mutating func add(_ json: JSON, at way: [String], of call: RecordedCall) {
    guard let text = json.scalarText else { return }
    addPlace(ResultPlace(call: call.number, way: way, form: .whole), of: json, in: call)
    guard case .string = json, text.utf8.count > 2 else { return }
    if let inner = JSON(inText: text) {
      inner.forEachScalar { json, place in
        addPlace(
          ResultPlace(call: call.number, way: way, form: .decoded(place)), of: json, in: call)
      }
      return
    }
    for line in LabelledLines(of: text).lines {
      addPlace(
        ResultPlace(call: call.number, way: way, form: .labelled(line.label)),
        of: .string(line.value), in: call)
      JSON(inText: line.value)?.forEachScalar { json, place in
        addPlace(
          ResultPlace(
            call: call.number, way: way, form: .labelled(line.label, inside: place)),
          of: json, in: call)
      }
    }
    TextPieces.forEach(in: text) { piece in
      let piece = String(piece)
      let spelling = Spelling(piece)
      // What the call itself was given, or one before it, only comes back.
      guard let first = given[spelling], first > call.number, parts[spelling] == nil,
        origins[spelling] == nil, Telling(text: piece) == .much,
        !said.contains(piece, before: call.entry)
      else { return }
      parts[spelling] = ResultPlace(call: call.number, way: way, form: .part)
    }
  }

  private mutating func addPlace(_ place: ResultPlace, of json: JSON, in call: RecordedCall) {
    guard let text = json.scalarText, given[Spelling(text)] != nil else { return }
    addOrigin(
      of: text, Telling(json), key: place.key, in: call, or: .result([place], count: 1))
  }

  private mutating func addOrigin(
    of text: String, _ telling: Telling, key: @autoclosure () -> KeyWords?,
    in call: RecordedCall, or origin: Origin
  ) {
    let spelling = Spelling(text)
    if telling > .nothing {
      origins[spelling] = first(origins[spelling], origin, text, in: call)
    }
    if telling == .nothing, let key = key(), !key.isOfAmount {
      let name = NamedValue(noun: key.noun, text: spelling)
      let spoken = key.isOfIdentifier ? nil : text
      var known = named[name] ?? []
      if let index = known.firstIndex(where: { $0.key == key }) {
        known[index].origin = first(known[index].origin, origin, spoken, in: call)
      } else if known.count < Limits.valuePlaces {
        known.append(NamedOrigin(key: key, origin: first(nil, origin, spoken, in: call)))
      }
      named[name] = known
    }
  }

  /// - Parameter text: which a person may have said; `nil`: it is too short for that to tell.
  private func first(
    _ known: Origin?, _ origin: Origin, _ text: String?, in call: RecordedCall
  ) -> Origin {
    guard let known else {
      return text.map { said.contains($0, before: call.entry) } == true ? .person : origin
    }
    guard case .result(let places, let count) = known, case .result(let more, _) = origin,
      places.first?.call == call.number
    else { return known }
    return .result(count < Limits.valuePlaces ? places + more : places, count: count + 1)
  }
}

extension ValueIndex.Origin {
  var isOfAgent: Bool { if case .agent = self { true } else { false } }
}

extension JSON {
  /// An object or a list that a text is; `nil`: it is something else.
  init?(inText text: String) {
    guard let first = text.utf8.first(where: { !$0.isSpace }),
      first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
      let json = try? JSON(parsing: text)
    else { return nil }
    self = json
  }
}
