import OrderedJSON
package import Scheduling

/// What a tool over there takes, as its server tells it: what a version that uses the tool relies on.
package struct ToolContract: Hashable, Sendable {
  /// As workflows call it.
  package let tool: String
  /// The id of the connection that leads there.
  package let connection: String
  /// The tool's name over there.
  package let remote: String
  /// A digest of all that matters of it, 64 hexadecimal digits.
  package let pin: String
  /// A JSON Schema of its input, as JSON text; `nil`: it is longer than what is kept of one.
  package let schema: String?

  /// - Parameter schema: kept where it has at most `Limits.contractBytes.each`.
  package init(tool: String, connection: String, remote: String, pin: String, schema: String?) {
    self.tool = tool
    self.connection = connection
    self.remote = remote
    self.pin = pin
    self.schema = schema.flatMap { $0.utf8.count <= Limits.contractBytes.each ? $0 : nil }
  }
}

extension ToolContract {
  /// The same of which nobody will be able to say what became other.
  package var withoutSchema: ToolContract {
    ToolContract(tool: tool, connection: connection, remote: remote, pin: pin, schema: nil)
  }
}

/// How a tool stands to what a version relies on.
package enum ContractState: Hashable, Sendable {
  /// It is as the version relies on it, or does so from now on.
  case holds
  /// It is another one.
  /// - Parameter from: what its schema was, as JSON text; `nil`: that was too long to be kept.
  case differs(from: String?)
}

/// A tool that is another one than a version relies on, seen by a run and not accepted yet.
package struct ChangedContract: Hashable, Sendable {
  /// As workflows call it.
  package let tool: String
  /// The id of the connection that leads there.
  package let connection: String
  /// The tool's name over there.
  package let remote: String
  /// What is other, in sentences.
  package let words: [String]
  /// Of what it is now.
  package let pin: String
  /// When a run saw it first.
  package let seenAt: Instant

  package init(
    tool: String, connection: String, remote: String, words: [String], pin: String,
    seenAt: Instant
  ) {
    self.tool = tool
    self.connection = connection
    self.remote = remote
    self.words = words
    self.pin = pin
    self.seenAt = seenAt
  }
}
