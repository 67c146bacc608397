package import OrderedJSON
package import Scheduling

/// What a call-back says of its step.
package enum CallbackAnswer: Hashable, Sendable {
  /// It was carried out.
  /// - Parameters:
  ///   - record: of its result, at most about 10 kB.
  ///   - whole: the result; `nil`: the record is all of it, or it is not needed any more.
  case result(record: JSON, whole: JSON? = nil)
  /// It failed over there.
  /// - Parameters:
  ///   - words: for a person, at most 2 kB.
  ///   - isPermanent: whether a later run would fail alike.
  case error(words: String, isPermanent: Bool)

  /// Reads `{"result": …}` or `{"error": {"message", "permanent"?}}`.
  /// - Parameter sent: what of the call nothing shows, though the answer says it again.
  /// - Throws: `Refusal.invalid` with every fault.
  package init(_ body: JSON, hiding sent: SecretsSent = .none) throws(Refusal) {
    switch (body["result"], body["error"]?.unlessNull) {
    // What the record has no room for is cut afterwards.
    case (let result?, nil):
      let whole = sent.redacting(result)
      let record = whole.record
      // A `nil` alone would be JSON's own.
      self = .result(record: record, whole: record == whole ? JSON?.none : .some(whole))
    case (nil, let error?): self = try CallbackAnswer.failure(error, hiding: sent)
    case (nil, nil):
      throw .invalid([
        Fault(
          ["result"], "Field required: the result of the step, or else \"error\" with a message",
          .missing)
      ])
    case (.some, .some):
      throw .invalid([
        Fault(["error"], "must be absent where there is a result, which may be null")
      ])
    }
  }

  private static func failure(
    _ error: JSON, hiding sent: SecretsSent
  ) throws(Refusal) -> CallbackAnswer {
    guard error.members != nil else {
      throw .invalid([Fault(["error"], "must be an object, not \(error.kind)", .type)])
    }
    let message = error["message"]?.text ?? ""
    let permanent = error["permanent"] ?? .null
    var faults: [Fault] = []
    let path = ["error", "message"]
    switch error["message"] {
    case nil: faults.append(Fault(path, "Field required: what went wrong, a text", .missing))
    case let other? where other.text == nil:
      faults.append(Fault(path, "must be a text, not \(other.kind)", .type))
    case _? where message.isEmpty: faults.append(Fault(path, "must not be empty", .tooShort))
    case _? where message.utf8.contains(0): faults.append(.ofNUL(path))
    case _?: break
    }
    if permanent.boolean == nil, !permanent.isNull {
      faults.append(
        Fault(
          ["error", "permanent"], "must be true or false, not \(permanent.kind)", .type))
    }
    guard faults.isEmpty else { throw .invalid(faults) }
    return .error(
      words: "The answer says that it failed: \(sent.redacting(message))".recorded,
      isPermanent: permanent.boolean ?? false)
  }

  /// What it means for its attempt.
  package var toolResult: ToolResult {
    switch self {
    case .result(let record, let whole): .succeeded(result: whole ?? record, response: record)
    case .error(let words, let isPermanent):
      .failed(words, response: nil, retry: isPermanent ? .permanent : .ifRepeatable(after: nil))
    }
  }
}

extension CallbackAnswer {
  /// What the run's notices say of an answer that does not count.
  package func refused(because receipt: CallbackReceipt, at now: Instant) -> String {
    let words =
      receipt == .second
      ? "A second answer came at \(now.rfc3339); the first one counts."
      : "An answer came at \(now.rfc3339), too late to count; look whether what it says changes "
        + "anything for you."
    return switch self {
    case .result: (words + " It says that the step succeeded.").recorded
    case .error(let error, _): "\(words) \(error)".recorded
    }
  }
}
