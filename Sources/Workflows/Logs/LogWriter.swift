import OrderedJSON
import Scheduling

/// Takes down what a reader finds: entries in their order, and results to the calls that they are of.
struct LogWriter {
  /// A call, or those that it only wrapped.
  struct Handle {
    fileprivate let place: Int
  }

  private(set) var entries: [LogEntry] = []
  private var wrappers: [Int: ToolWrapper] = [:]
  private var settled: Set<Int> = []
  private var byID: [Spelling: Waiting] = [:]
  private var byTool: [Spelling: Waiting] = [:]
  private var withoutID = Waiting()
  /// Results that came before their calls.
  private var early: [Spelling: Outcome] = [:]

  /// Places of calls, in order, the first of which may have been settled.
  private struct Waiting {
    var places: [Int] = []
    private var next = 0

    mutating func firstOpen(but settled: Set<Int>) -> Int? {
      while next < places.count {
        if !settled.contains(places[next]) { return places[next] }
        next += 1
      }
      return nil
    }
  }

  private struct Outcome {
    let result: JSON?
    let error: String?
    let at: Instant?
  }

  mutating func said(by speaker: Speaker, _ text: String, at source: JSONPointer) {
    guard !text.isEmpty else { return }
    entries.append(LogEntry(source: source, content: .said(by: speaker, text)))
  }

  mutating func note(_ text: String, at source: JSONPointer) {
    guard !text.isEmpty else { return }
    entries.append(LogEntry(source: source, content: .note(text)))
  }

  /// - Parameters:
  ///   - arguments: an object, or a text of JSON; anything else is kept as a fault.
  ///   - id: by which its result is found, where the log has one.
  @discardableResult
  mutating func call(
    _ tool: String, arguments: JSON?, id: String?, at: Instant?, durationMilliseconds: Int? = nil,
    agent: String? = nil, from source: JSONPointer
  ) -> Handle {
    let place = entries.count
    var call = LoggedCall(tool: tool, params: [:])
    call.take(arguments ?? .null)
    (call.at, call.durationMilliseconds, call.id) = (at, durationMilliseconds, id)
    call.agent = agent
    if let wrapper = ToolWrapper(of: tool, params: call.params) {
      if wrapper.calls.count > 1 { wrappers[place] = wrapper }
      for inner in wrapper.calls {
        call.tool = inner.tool
        call.take(inner.params)
        entries.append(LogEntry(source: source, content: .call(call)))
      }
    } else {
      entries.append(LogEntry(source: source, content: .call(call)))
    }
    wait(place, id: id, tool: tool)
    return Handle(place: place)
  }

  private mutating func wait(_ place: Int, id: String?, tool: String) {
    guard let id else {
      byTool[Spelling(tool), default: Waiting()].places.append(place)
      withoutID.places.append(place)
      return
    }
    if let outcome = early.removeValue(forKey: Spelling(id)) {
      settle(place, outcome)
    } else {
      byID[Spelling(id), default: Waiting()].places.append(place)
    }
  }

  /// - Parameter at: when the result came; the duration is known by it.
  mutating func settle(_ handle: Handle, result: JSON?, error: String?, at: Instant? = nil) {
    settle(handle.place, Outcome(result: result, error: error, at: at))
  }

  /// Settles the first open call of that id; without one, or with one that no call has, the first that
  /// has none either, of that tool where it is told.
  /// - Parameter isError: whether the result says why the call failed.
  mutating func settle(
    id: String?, tool: String?, result: JSON?, error: String? = nil, isError: Bool = false,
    at: Instant? = nil
  ) {
    let words = isError ? result?.resultRead.text ?? result?.serialized ?? "" : nil
    let outcome = Outcome(result: result, error: error ?? words, at: at)
    if let id {
      if let place = byID[Spelling(id)]?.firstOpen(but: settled) {
        settle(place, outcome)
      } else if byID[Spelling(id)] == nil {
        // An id that no call has may have been given to one later.
        let ofTool = tool.flatMap { byTool[Spelling($0)]?.firstOpen(but: settled) }
        if let place = ofTool ?? withoutID.firstOpen(but: settled) {
          settle(place, outcome)
        } else if early[Spelling(id)] == nil {
          early[Spelling(id)] = outcome
        }
      }
    } else if let tool {
      if let place = byTool[Spelling(tool)]?.firstOpen(but: settled) { settle(place, outcome) }
    } else if let place = withoutID.firstOpen(but: settled) {
      settle(place, outcome)
    }
  }

  private mutating func settle(_ place: Int, _ outcome: Outcome) {
    guard settled.insert(place).inserted else { return }
    guard let wrapper = wrappers[place] else {
      settle(entryAt: place, outcome)
      return
    }
    let results = outcome.result.flatMap { wrapper.results(of: $0) }
    for number in wrapper.calls.indices {
      // What cannot be dealt out is the first one's.
      let whole = number == 0 ? outcome.result : nil
      settle(
        entryAt: place + number,
        Outcome(result: results?[number] ?? whole, error: outcome.error, at: outcome.at))
    }
  }

  private mutating func settle(entryAt place: Int, _ outcome: Outcome) {
    guard case .call(var call) = entries[place].content else { return }
    call.result = outcome.result.map(LoggedResult.init)
    call.error = outcome.error ?? outcome.result?.errorTold
    if call.durationMilliseconds == nil, let begin = call.at, let end = outcome.at, end >= begin {
      call.durationMilliseconds = Int(exactly: end.milliseconds(since: begin))
    }
    entries[place].content = .call(call)
  }
}

extension LoggedCall {
  /// Arguments as they were recorded.
  fileprivate mutating func take(_ arguments: JSON) {
    (params, argumentFault) = ([:], nil)
    let held = arguments.textRead
    if held.members != nil {
      params = held
    } else if let text = arguments.text {
      argumentFault = text.trimmedOfWhiteSpace.isEmpty || text == "null" ? nil : text
    } else if !arguments.isNull {
      argumentFault = arguments.serialized
    }
  }
}

extension JSON {
  /// What a text holds that is JSON, also where it was encoded several times.
  fileprivate var textRead: JSON {
    var value = self
    for _ in 0..<Limits.resultDecodings {
      guard let text = value.text, let held = JSON(heldIn: text) else { break }
      value = held
    }
    return value
  }
}
