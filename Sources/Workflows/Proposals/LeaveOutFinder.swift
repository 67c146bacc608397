import OrderedJSON

/// Steps that need not be done again: the agent's own business, calls that failed and were repaired,
/// and what was read twice.
enum LeaveOutFinder {
  static func find(_ finding: inout Finding) {
    var reads: [Spelling: Set<JSON>] = [:]
    let repairs = repairs(among: finding.recorded.calls)
    for call in finding.recorded.calls {
      let tool = call.call.tool
      if let business = AgentBusiness(tool: tool, params: call.call.params) {
        leaveOut(call, .strong, business.reason, in: &finding)
      } else if let strength = repairs[call.number] {
        let why = "It failed, and a later call of the same tool went well."
        leaveOut(call, strength, why, in: &finding)
      } else if !ReadingName.covers(tool) {
        // What was read before may be another now.
        reads = [:]
      } else if call.call.error == nil, call.call.result != nil {
        let isNew = reads[Spelling(tool), default: []].insert(call.call.params).inserted
        if !isNew { leaveOut(call, .strong, "The same was read before.", in: &finding) }
      }
    }
  }

  private static func leaveOut(
    _ call: RecordedCall, _ strength: Proposal.Strength, _ why: String, in finding: inout Finding
  ) {
    finding.add(
      Proposal(
        kind: .leaveOut, strength: strength, steps: [call.step.id], why: why, change: .leaveOut))
  }

  /// Failed calls after which one of the same tool went well, by their numbers. That one does what they
  /// were to do where it is the tool's next that went well and has something of what they were given.
  private static func repairs(among calls: [RecordedCall]) -> [Int: Proposal.Strength] {
    var next: [Spelling: Set<Spelling>] = [:]
    var repairs: [Int: Proposal.Strength] = [:]
    for call in calls.reversed() {
      let tool = Spelling(call.call.tool)
      let given = Set(call.values.map { Spelling($0.text) })
      if call.call.error == nil {
        next[tool] = given
      } else if let later = next[tool] {
        repairs[call.number] = given.isEmpty || !later.isDisjoint(with: given) ? .strong : .likely
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
    "describe", "count", "browse", "download",
  ]
  private static let doing: Set = [
    "add", "append", "book", "cancel", "create", "delete", "insert", "mark", "move", "pay", "post",
    "put", "remove", "run", "save", "send", "set", "submit", "update", "upload", "write",
  ]
}
