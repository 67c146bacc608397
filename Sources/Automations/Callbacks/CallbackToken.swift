import OrderedJSON
package import Scheduling

/// The end of the address to which the answer of an attempt comes: signed with the data folder's key,
/// so that only whoever was called knows it. That it was answered is known by the ledger.
package struct CallbackToken: Hashable, Sendable {
  /// UUID, lower case.
  package let runID: String
  /// The number of the step's place (`StepPlace`): outside of loops its own, counted from 1.
  package let step: Int
  /// The attempt, counted from 1, whoever holds the run meanwhile.
  package let attempt: Int
  /// Until when it may be answered.
  package let expires: Instant

  package init(runID: String, step: Int, attempt: Int, expires: Instant) {
    self.runID = runID
    self.step = step
    self.attempt = attempt
    self.expires = expires
  }

  /// As it stands in an address: letters, digits, `.`, `-` and `_`.
  package func text(key: [UInt8]) -> String {
    "\(payload).\(Secret.sign(CallbackToken.signed(payload), with: key))"
  }

  /// Reads one from an address; `nil` where it was not signed with that key.
  package init?(_ text: String, key: [UInt8]) {
    guard text.utf8.count <= Limits.callbackTokenBytes else { return nil }
    let parts = text.split(separator: ".", maxSplits: 5, omittingEmptySubsequences: false)
      .map(String.init)
    guard parts.count == 5, let expires = Int64(parts[0]), let step = Int(parts[2]),
      let attempt = Int(parts[3])
    else { return nil }
    self.init(
      runID: parts[1], step: step, attempt: attempt, expires: Instant(milliseconds: expires))
    guard Secret.isSignature(parts[4], of: CallbackToken.signed(payload), with: key) else {
      return nil
    }
  }

  private var payload: String { "\(expires.milliseconds).\(runID).\(step).\(attempt)" }

  /// What the key signs besides, as sign-in links, begins otherwise.
  private static func signed(_ payload: String) -> String { "callback:\(payload)" }
}
