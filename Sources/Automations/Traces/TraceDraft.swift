package import OrderedJSON

/// A trace as somebody hands it in, checked against the limits of the contract.
package struct TraceDraft: Sendable {
  /// Whose it is to be; `nil`: the caller's.
  package let userID: String?
  /// 1–255 characters, no NUL.
  package let providerID: String
  /// 1–255 characters, no NUL.
  package let threadID: String
  /// At most 255 characters, no NUL; `nil`: none.
  package let name: String?
  /// An array of objects, at most `Limits.traceEntries`, no NUL in texts and names.
  package let traceData: JSON

  /// - Parameter name: an empty one is none.
  /// - Throws: `Refusal.invalid` with every fault.
  package init(
    userID: String?, providerID: String, threadID: String, name: String?, traceData: JSON
  ) throws(Refusal) {
    var faults: [Fault] = []
    if let userID { faults += Fault.ofIdentifier(userID, "user_id") }
    if userID == "*" { faults.append(Fault(["user_id"], "names one person; * stands for all")) }
    faults += Fault.ofIdentifier(providerID, "provider_id")
    faults += Fault.ofIdentifier(threadID, "thread_id")
    faults += Fault.ofName(name)
    faults += TraceDraft.faults(of: traceData)
    guard faults.isEmpty else { throw .invalid(faults) }
    self.userID = userID
    self.providerID = providerID
    self.threadID = threadID
    self.name = name?.isEmpty == true ? nil : name
    self.traceData = traceData
  }

  /// What is wrong with the value of `trace_data`; empty where nothing is.
  package static func faults(of traceData: JSON) -> [Fault] {
    guard let entries = traceData.elements else {
      return [Fault(["trace_data"], "must be a list of objects, not \(traceData.kind)", .type)]
    }
    guard entries.count <= Limits.traceEntries else {
      return [
        Fault(
          ["trace_data"],
          "must have at most \(Limits.traceEntries) entries; there are \(entries.count)", .tooLong)
      ]
    }
    return entries.enumerated().compactMap { index, entry in
      let path = ["trace_data", String(index)]
      guard entry.members != nil else {
        return Fault(path, "must be an object, not \(entry.kind)", .type)
      }
      return entry.pathToNUL.map { .ofNUL(path + $0) }
    }
  }
}

/// What is to change in a trace; `nil` leaves as it is.
package struct TraceChange: Sendable {
  /// The new name; an empty one takes the name away.
  package let name: String?
  /// The new entries, all of them, checked as those of a draft.
  package let traceData: JSON?
  /// The name that was seen, an empty one: none. Where it has another one, nothing is changed; `nil`:
  /// whatever its name is.
  package let seenName: String?

  /// - Throws: `Refusal.invalid` with every fault; `.badRequest` where nothing is to change.
  package init(name: String?, traceData: JSON?, seenName: String? = nil) throws(Refusal) {
    guard name != nil || traceData != nil else { throw .badRequest("No update data provided") }
    let faults = Fault.ofName(name) + (traceData.map(TraceDraft.faults) ?? [])
    guard faults.isEmpty else { throw .invalid(faults) }
    self.name = name
    self.traceData = traceData
    self.seenName = seenName
  }
}
