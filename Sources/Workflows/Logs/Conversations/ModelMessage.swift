import OrderedJSON
import Scheduling

/// A message of a conversation with a model, or an item of one, taken apart into what it tells.
struct ModelMessage {
  enum Part {
    case said(by: Speaker, String)
    case note(String)
    case call(Call)
    case result(Result)
  }

  struct Call {
    let id: String?
    let tool: String
    let arguments: JSON?
  }

  struct Result {
    var id: String?
    var tool: String?
    var content: JSON?
    /// Where the log says it beside the content.
    var error: String?
    /// Whether the content tells why the call failed.
    var isError = false
    /// Of the call, where it is told again beside the result.
    var arguments: JSON?
  }

  private(set) var parts: [(part: Part, source: JSONPointer)] = []
  var at: Instant?
  var agent: String?

  mutating func add(_ part: Part, at source: JSONPointer) { parts.append((part, source)) }

  /// Adds words where there are some.
  mutating func say(_ words: String, by role: Role, at source: JSONPointer) {
    guard !words.isEmpty else { return }
    switch role {
    case .user: add(.said(by: .user, words), at: source)
    case .agent: add(.said(by: .agent, words), at: source)
    case .other: add(.note(words), at: source)
    }
  }
}

extension ModelMessage {
  /// Who speaks.
  enum Role {
    case user, agent, other

    init?(_ name: String) {
      switch name {
      case "user", "human": self = .user
      case "assistant", "model", "ai": self = .agent
      case "system", "developer": self = .other
      default: return nil
      }
    }
  }
}

extension ModelMessage {
  /// What it is told from others by, whatever one log writes of it in one place and leaves out in another.
  /// - Parameter withIDs: whether calls are told by their ids too.
  func identity(withIDs: Bool = true) -> String {
    JSON.array(parts.map { $0.part.identity(withIDs: withIDs) }).serialized
  }

  var callIDs: [String] {
    parts.compactMap { if case .call(let call) = $0.part { call.id } else { nil } }
  }

  /// Whether it calls, and no call has an id.
  var callsWithoutID: Bool {
    callIDs.isEmpty && parts.contains { if case .call = $0.part { true } else { false } }
  }
}

extension ModelMessage.Part {
  fileprivate func identity(withIDs: Bool) -> JSON {
    switch self {
    case .said(.user, let words): ["user", .string(words)]
    case .said(.agent, let words): ["agent", .string(words)]
    case .note(let words): ["note", .string(words)]
    case .call(let call):
      [
        "call", withIDs ? JSON(call.id) : .null, .string(call.tool),
        call.arguments?.openedText ?? .null,
      ]
    case .result(let result): ["result", JSON(result.id), result.content ?? .null]
    }
  }
}

extension JSON {
  /// When something was written down, by the names that logs have for it.
  var loggedTime: Instant? {
    let names = ["timestamp", "created_at", "createdAt", "created", "time", "ts", "processed_at"]
    return names.lazy.compactMap { self[$0].flatMap(Instant.init(logged:)) }.first
  }

  /// The text of a member, where it has any.
  func filledText(_ name: String) -> String? {
    self[name]?.text.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What an error says, be it a text or an object with a message; `nil` for null, false and nothing.
  var errorWords: String? {
    switch self {
    case .null, .bool(false), "": nil
    case .string(let words): words
    case .object: filledText("message") ?? filledText("type") ?? serialized
    case .bool, .number, .array: serialized
    }
  }
}
