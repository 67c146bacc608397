package import Scheduling

/// Makes the addresses to which the answers of steps come.
package struct CallbackAddresses: Sendable {
  private let key: [UInt8]
  private let address: @Sendable (String) -> String

  /// - Parameters:
  ///   - key: the data folder's, which signs them.
  ///   - address: the whole address that ends with a token.
  package init(key: [UInt8], address: @escaping @Sendable (_ token: String) -> String) {
    self.key = key
    self.address = address
  }

  /// The call-back of an attempt.
  /// - Parameters:
  ///   - seconds: for which its answer may come.
  ///   - now: when it begins.
  package func callback(
    of call: ToolCall, within seconds: Int, from now: Instant
  ) -> Callback {
    // To the second, as it is told, and never less than what was asked for.
    let deadline = Instant(seconds: now.advanced(byMilliseconds: 999).seconds)
      .advanced(bySeconds: Int64(seconds))
    let token = CallbackToken(
      runID: call.runID, step: call.place.number, attempt: call.attempt, expires: deadline)
    return Callback(
      url: address(token.text(key: key)), shownURL: address("[signed]"), deadline: deadline)
  }
}

/// Where the answer of an attempt may come, and until when.
package struct Callback: Hashable, Sendable {
  /// Whoever has it may answer: it stands in no record and no log.
  package let url: String
  /// The same for the record.
  package let shownURL: String
  package let deadline: Instant

  /// What of the address proves who answers: all behind its last `/`.
  package var proof: String { url.split(separator: "/").last.map(String.init) ?? url }

  /// What stands in the place of the proof wherever it may be seen is made of this name.
  package static let proofName = "call-back"

  package init(url: String, shownURL: String, deadline: Instant) {
    self.url = url
    self.shownURL = shownURL
    self.deadline = deadline
  }
}
