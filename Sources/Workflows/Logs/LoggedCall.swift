package import OrderedJSON
package import Scheduling

/// A call of a tool, as a log tells it.
package struct LoggedCall: Sendable {
  /// The real name, out of any wrapper.
  package var tool: String
  /// An object; without members where there were none, or they were no JSON.
  package var params: JSON
  /// What the arguments were that are no JSON of an object, as it was recorded.
  package var argumentFault: String?
  /// `nil`: none was recorded.
  package var result: LoggedResult?
  /// Why the call failed, in the log's words.
  package var error: String?
  /// When it was made; `nil`: the log does not say.
  package var at: Instant?
  /// How long it took, by the log or by the time of its result.
  package var durationMilliseconds: Int?
  /// What the log calls it; ids may come again.
  package var id: String?
  /// Who called, by name.
  package var agent: String?
}

extension LoggedCall {
  /// What of it cannot be made use of, in a sentence for a person; `nil`: nothing is missing.
  package var notice: String? {
    if let argumentFault {
      return
        "What it was given is no JSON, so it has no params: "
        + argumentFault.inOneLine(Limits.quotedNameBytes)
    }
    return result?.isCut == true
      ? "The log left some of its result out: what stood there cannot be referred to." : nil
  }
}

/// What a call gave.
package struct LoggedResult: Sendable {
  /// As it was recorded.
  package let json: JSON
  /// What it holds: `JSON.resultRead`.
  package let read: JSON
  /// Whether the logger left some of it out.
  package let isCut: Bool

  init(_ json: JSON) {
    self.json = json
    read = json.resultRead
    isCut = CutMark.stands(in: read)
  }
}
