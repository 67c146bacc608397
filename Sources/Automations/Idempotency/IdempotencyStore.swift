package import Scheduling

/// Where calls that may be repeated are remembered, with their answers.
package protocol IdempotencyStore: Sendable {
  /// Claims the call, or tells what is known of it. A call that began and was not answered is
  /// claimed anew, as the one that it was.
  /// - Parameter since: what began before is another call.
  func begin(
    _ call: RepeatableCall, at now: Instant, answeredSince since: Instant
  ) async throws -> KnownCall
  /// Remembers the answer; `nil` forgets the call.
  func end(_ call: RepeatableCall, with answer: KeptAnswer?) async throws
  /// Takes the receipt of an answer, which so is known to have arrived.
  /// - Returns: where the answer led; `nil` where the user has no such receipt of a call that began
  ///   since then, or it was taken before.
  func take(_ receipt: String, of userID: String, since: Instant) async throws -> String?
}

/// A call that its caller has given a key, so that repeating it does nothing twice.
package struct RepeatableCall: Hashable, Sendable {
  /// Whose call it is: the same key of somebody else is another one.
  package let userID: String
  /// The route's method and path pattern.
  package let route: String
  /// As the caller chose it, 1–255 characters.
  package let key: String
  /// SHA-256 of path and body; in the store its HMAC-SHA256.
  package private(set) var fingerprint: [UInt8]
  /// Who repeats it, which says what the same key means.
  package let sender: Sender

  /// Who repeats a call.
  package enum Sender: Sendable {
    /// The key stands for a day; with another fingerprint the call is refused.
    case program
    /// The key stands for one press of a button; with another fingerprint the call takes the place
    /// of the one before: somebody went back and changed what had been typed.
    case form
  }

  package init(
    userID: String, route: String, key: String, fingerprint: [UInt8], sender: Sender = .program
  ) {
    self.userID = userID
    self.route = route
    self.key = key
    self.fingerprint = fingerprint
    self.sender = sender
  }

  /// The same as it is kept.
  func keyed(_ key: [UInt8]) -> RepeatableCall {
    var call = self
    call.fingerprint = Secret.authenticationCode(of: fingerprint, with: key)
    return call
  }

  /// The id of what the call makes: the same in every repetition, so that one that is carried out
  /// again after a crash finds what the first had made.
  /// - Parameter began: when the first one did; a call of the same key later is another one.
  package func identifier(began: Instant) -> String {
    let hash = Secret.hash(
      fingerprint + Array("\(userID)\0\(route)\0\(key)\0\(began.milliseconds)".utf8))
    return Identifier.derived(from: hash)
  }
}

/// What is known of a call that begins.
package enum KnownCall: Sendable {
  /// It is the first of its key, or the one before it was cut short, which began then.
  case new(began: Instant)
  /// It was carried out then; this is what it gave.
  case answered(KeptAnswer, at: Instant)
  /// The key was given to another path or body.
  case differs
}

/// An answer as it is given again.
package struct KeptAnswer: Hashable, Sendable {
  /// Of HTTP.
  package let status: Int
  /// The header `Content-Type`; `nil`: there was none.
  package let contentType: String?
  /// The header `Location`; `nil`: there was none. No other header is kept.
  package let location: String?
  /// Whole.
  package let body: [UInt8]
  /// Random: what the page that the answer leads to is asked for with. `nil`: it was shown, or there
  /// is no such page.
  package let receipt: String?

  package init(
    status: Int, contentType: String?, location: String?, body: [UInt8], receipt: String? = nil
  ) {
    self.status = status
    self.contentType = contentType
    self.location = location
    self.body = body
    self.receipt = receipt
  }
}
