import OrderedJSON

/// Why a use case was not carried out; every case becomes one kind of answer, on the pages and in
/// the API alike.
package enum Refusal: Error, Sendable {
  /// Nothing of that name exists for the caller (404).
  case notFound(Noun)
  /// The caller may not do this (403).
  case forbidden(String)
  /// What was asked cannot be read as a request (400).
  case badRequest(String)
  /// Fields that break the contract, each with what would be right (422).
  case invalid([Fault])
  /// The state of things stands against it; the text says what to do first (409).
  case conflict(String)
  /// Others need what is to go: the text says what to do, and the tools which (409).
  case inUse(String, by: [String])
  /// What was asked for was there, and is no more (410).
  case gone(String)
  /// Too many at once; seconds until another try is worth it (429).
  case tooMany(String, retryAfter: Int)

  /// What was asked for by a name that leads to nothing.
  package enum Noun: Sendable {
    case trace, threadTrace, entry, step, run, account, signInLink, session, apiToken
    case binding, connection, channel, confirmationLink, callback

    /// The text of the answer; the first two are fixed by the contract.
    package var message: String {
      switch self {
      case .trace: "Trace not found"
      case .threadTrace: "No trace found for this thread"
      case .entry: "The trace has no entry of that number"
      case .step: "The workflow has no step of that number"
      case .run: "Run not found"
      case .account: "Account not found"
      case .signInLink: "This sign-in link is not valid, was used already, or is over an hour old"
      case .session: "Session not found"
      case .apiToken: "Token not found"
      case .binding: "Binding not found"
      case .connection: "Connection not found"
      case .channel: "Channel not found"
      case .confirmationLink:
        "This link is not valid, is over a day old, or is of an address that was taken away since"
      case .callback: "This is not the address of a call-back"
      }
    }
  }
}

/// One fault of a field.
package struct Fault: Hashable, Sendable {
  /// Where, below the body: `["schedule_config", "days", "2"]`.
  package let path: [String]
  /// What would be right, for a person.
  package let message: String
  /// For programs.
  package let kind: Kind
  /// Whole values that would be right there, one for each thing that was perhaps meant; often none.
  package let offers: [String]

  /// The `type` of the API's answer.
  package enum Kind: String, Sendable {
    case missing
    case type = "type_error"
    case value = "value_error"
    case tooLong = "too_long"
    case tooShort = "too_short"
  }

  package init(
    _ path: [String], _ message: String, _ kind: Kind = .value, offers: [String] = []
  ) {
    self.path = path
    self.message = message
    self.kind = kind
    self.offers = offers
  }
}

extension Fault {
  /// Faults of a text that identifies something: 1 to `Limits.nameCharacters`, no NUL.
  package static func ofIdentifier(_ text: String, _ path: String...) -> [Fault] {
    if text.isEmpty {
      return [Fault(path, "must not be empty", .tooShort)]
    }
    return ofLength(text, path)
  }

  /// Faults of a name: at most `Limits.nameCharacters`, no NUL; none or an empty one is fine.
  package static func ofName(_ name: String?) -> [Fault] {
    name.map { ofLength($0, ["name"]) } ?? []
  }

  /// Faults of a text that may be empty.
  /// - Parameter limit: in Unicode scalars.
  static func ofLength(
    _ text: String, _ path: [String], limit: Int = Limits.nameCharacters
  ) -> [Fault] {
    let length = text.unicodeScalars.count
    if length > limit {
      return [Fault(path, "must have at most \(limit) characters; there are \(length)", .tooLong)]
    }
    if text.unicodeScalars.contains("\0") {
      return [.ofNUL(path)]
    }
    return []
  }

  /// A NUL character (U+0000) in the text at the path.
  package static func ofNUL(_ path: [String]) -> Fault {
    Fault(path, "must not contain the NUL character")
  }
}

extension Refusal {
  /// The refusal in one line, for a terminal.
  package var sentence: String {
    switch self {
    case .notFound(let noun): noun.message
    case .forbidden(let text), .badRequest(let text), .conflict(let text), .inUse(let text, _),
      .gone(let text), .tooMany(let text, _):
      text
    case .invalid(let faults):
      faults.map { "\($0.path.joined(separator: ".")): \($0.message)" }.joined(separator: "; ")
    }
  }
}
