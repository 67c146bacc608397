package import Scheduling

/// Where calls that may be repeated are remembered, with their answers.
package protocol IdempotencyStore: Sendable {
  /// Claims the call, or tells what is known of it. A call that began and was not answered is
  /// claimed anew.
  /// - Parameter oldest: calls that began before are forgotten.
  func begin(
    _ call: RepeatableCall, at now: Instant, forgettingBefore oldest: Instant
  ) async throws -> KnownCall
  /// Remembers the answer; `nil` forgets the call.
  func end(_ call: RepeatableCall, with answer: KeptAnswer?) async throws
}

/// A call that its caller has given a key, so that repeating it does nothing twice.
package struct RepeatableCall: Hashable, Sendable {
  /// Whose call it is: the same key of somebody else is another one.
  package let userID: String
  /// The route's method and path pattern.
  package let route: String
  /// As the caller chose it, 1–255 characters.
  package let key: String
  /// SHA-256 of path and body.
  package let fingerprint: [UInt8]
  /// Whether it takes the place of an earlier call of the same key and another fingerprint, which is
  /// refused else.
  package let supersedes: Bool

  package init(
    userID: String, route: String, key: String, fingerprint: [UInt8], supersedes: Bool = false
  ) {
    self.userID = userID
    self.route = route
    self.key = key
    self.fingerprint = fingerprint
    self.supersedes = supersedes
  }

  /// The id of what the call makes: the same in every repetition, so that one that is carried out
  /// again after a crash finds what the first had made.
  package var identifier: String {
    let hash = Secret.hash(fingerprint + Array("\(userID)\0\(route)\0\(key)".utf8))
    return Identifier.derived(from: hash)
  }
}

/// What is known of a call that begins.
package enum KnownCall: Sendable {
  /// It is the first of its key, or the one before it was cut short.
  case new
  /// It was carried out; this is what it gave.
  case answered(KeptAnswer)
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

  package init(status: Int, contentType: String?, location: String?, body: [UInt8]) {
    self.status = status
    self.contentType = contentType
    self.location = location
    self.body = body
  }
}
