import OrderedJSON

/// How an occurrence and its run ended.
package enum Outcome: String, CaseIterable, Sendable {
  case succeeded, failed
  /// A step that may happen only once was sent, and its answer never came.
  case unknown
  /// It was stopped or withdrawn; the reason code says by what.
  case cancelled
  /// Nothing ran; the reason code says why.
  case skipped
}

/// Why an outcome is what it is, for programs; a reason in words stands beside it.
package enum ReasonCode: String, CaseIterable, Sendable {
  // Of `skipped`; `overlap` of `cancelled` too, where the next run ended this one.
  case overlap, missed, paused, excluded, condition, limit, unbound, circuit
  /// Of `succeeded`: what was to be done for each element of a list found it empty.
  case nothingToDo = "nothing_to_do"
  // Of `failed`, `unknown` and `cancelled`.
  /// A step ended in an error.
  case stepFailed = "step_failed"
  /// A step's answer did not come.
  case noAnswer = "no_answer"
  /// Somebody stopped the run.
  case stopped
  /// A newer version was deployed, or the automation taken out of service, before it began.
  case withdrawn
  /// A person settled what was unknown.
  case settled
  /// Something that is stored of the automation cannot be read.
  case unreadable
}

/// A reason code with its words.
package struct Reason: Hashable, Sendable {
  /// For programs.
  package let code: ReasonCode
  /// Sentences for a person, at most 2 kB, or 8 where a person's note is among them; what a server
  /// answered may be quoted.
  package let words: String

  package init(_ code: ReasonCode, _ words: String) {
    self.code = code
    self.words = code == .settled ? words.cut(toBytes: Limits.settledReasonBytes) : words.recorded
  }
}
