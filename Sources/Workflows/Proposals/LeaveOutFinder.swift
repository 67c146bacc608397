import OrderedJSON

/// Steps that need not be done again: the agent's own business, calls that failed and were repaired,
/// and what was read twice.
enum LeaveOutFinder {
  static func find(_ finding: inout Finding) {
    let repeated = repeatedReads(in: finding.recorded)
    let repairs = repairs(in: finding.recorded)
    for call in finding.recorded.calls {
      let tool = call.call.tool
      if let business = AgentBusiness(tool: tool, params: call.call.params) {
        leaveOut(call, .strong, business.reason, in: &finding)
      } else if let strength = repairs[call.number] {
        let why = "It failed, and a later call of the same tool went well."
        leaveOut(call, strength, why, in: &finding)
      } else if repeated.contains(call.number) {
        leaveOut(call, .strong, "The same was read before.", in: &finding)
      }
    }
  }

  private struct Read: Hashable {
    let tool: Spelling
    let params: JSON
  }

  /// Reads that came to the same as one before and as all after it, by their numbers: what comes to
  /// something else in the end is waited for. After something was done a read is another one.
  private static func repeatedReads(in recorded: Recorded) -> Set<Int> {
    var reads: [Read: (result: JSON, later: [Int], isSteady: Bool)] = [:]
    var repeated: Set<Int> = []
    func end() {
      for read in reads.values where read.isSteady { repeated.formUnion(read.later) }
      reads = [:]
    }
    for call in recorded.calls {
      let (tool, params) = (call.call.tool, call.call.params)
      guard AgentBusiness(tool: tool, params: params) == nil else { continue }
      guard ReadingName.covers(tool) else {
        end()
        continue
      }
      guard call.call.error == nil, let result = call.call.result else { continue }
      let read = Read(tool: Spelling(tool), params: params)
      if let known = reads[read] {
        reads[read]?.later.append(call.number)
        reads[read]?.isSteady = known.isSteady && known.result == result.json
      } else {
        reads[read] = (result.json, [], true)
      }
    }
    end()
    return repeated
  }

  private static func leaveOut(
    _ call: RecordedCall, _ strength: Proposal.Strength, _ why: String, in finding: inout Finding
  ) {
    finding.add(
      Proposal(
        kind: .leaveOut, strength: strength, steps: [call.step.id], why: why, change: .leaveOut))
  }

  /// Failed calls after which one of the same tool went well, by their numbers. That one does what they
  /// were to do where it is the tool's next that went well, has something of what they were given, and
  /// what it has otherwise was the agent's own mistake: no result and nobody had said it, or the error
  /// names it.
  private static func repairs(in recorded: Recorded) -> [Int: Proposal.Strength] {
    var next: [Spelling: Set<Spelling>] = [:]
    var repairs: [Int: Proposal.Strength] = [:]
    for call in recorded.calls.reversed() {
      let tool = Spelling(call.call.tool)
      let values = call.values
      if call.call.error == nil {
        next[tool] = Set(values.map { Spelling($0.text) })
      } else if let later = next[tool] {
        let others = values.filter { !later.contains(Spelling($0.text)) }
        let isSame = values.isEmpty || others.count < values.count
        // Where nobody's words are known, a telling value may be one that somebody had named.
        let isMistake = others.allSatisfy { value in
          call.call.error?.contains(value.text) == true && !value.text.isEmpty
            || recorded.values.origin(of: value).isOfAgent
              && (value.telling < .much || !recorded.spoken.isEmpty)
        }
        repairs[call.number] = isSame && isMistake ? .strong : .likely
      }
    }
    return repairs
  }
}

/// Names of tools that say that they only look: `get_user`, `searchMail`, `mail.list-threads`.
enum ReadingName {
  static func covers(_ tool: String) -> Bool {
    let words = KeyWords.words(ofTool: tool)
    return words.contains(where: looking.contains) && !words.contains(where: doing.contains)
  }

  private static let looking: Set = [
    "get", "list", "search", "read", "fetch", "find", "query", "show", "view", "lookup", "check",
    "describe", "count", "browse", "download", "track", "inspect",
  ]
  private static let doing: Set = [
    "add", "append", "book", "cancel", "create", "delete", "insert", "mark", "move", "pay", "post",
    "put", "remove", "run", "save", "send", "set", "submit", "update", "upload", "write",
  ]
}
