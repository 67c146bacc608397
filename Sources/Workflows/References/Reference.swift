package import OrderedJSON

/// A place in a template where a value stands that is known when a call is made.
package struct Reference: Hashable, Sendable {
  /// What the value is looked for in.
  package let source: ReferenceSource
  /// The way to it from there; empty: all of it.
  package let pointer: JSONPointer
  /// As it was written: `params/recipient`.
  package let text: String
}

extension Reference {
  /// A reference as templates have it: `{"$ref": "steps/s2/result/id"}`.
  /// - Parameter way: names and numbers below the source, unescaped, from the outside in.
  package static func json(_ source: ReferenceSource, _ way: [String] = []) -> JSON {
    ["$ref": .string(JSONPointer([source.rawValue] + way).relative)]
  }

  /// A secret of the trace, as templates have it.
  static func toSecret(_ name: String) -> JSON { json(.secrets, [name]) }
}

/// What references lead into. Another one is a case here, and a line in `ReferenceValues`.
package enum ReferenceSource: String, CaseIterable, Sendable {
  /// The parameters of the call: `params/…`.
  case params
  /// The secrets of the trace, by their names: `secrets/…`.
  case secrets
  /// What earlier steps gave: `steps/s2/result/…`, after a loop `steps/s2/results/…`.
  case steps
  /// The element of the loop: `item/…`.
  case item
  /// The inputs, by their names: `inputs/…`.
  case inputs
  /// The run: `run/scheduled_at`, `run/date`, `run/number`, `run/previous/scheduled_at`.
  case run

  /// Those that steps may use.
  package static let ofSteps: Set<ReferenceSource> = [.secrets, .steps, .item, .inputs, .run]

  /// Reads the source off the beginning of a reference, and leaves the way from there; `nil`, and
  /// nothing is taken, where it names none of those that are meant.
  init?(takenFrom tokens: inout ArraySlice<String>, among sources: Set<ReferenceSource>) {
    guard let source = tokens.first.flatMap(ReferenceSource.init(rawValue:)),
      sources.contains(source)
    else { return nil }
    tokens.removeFirst()
    self = source
  }

  /// How a reference to it begins, in an error.
  var beginning: String {
    switch self {
    case .params: "\"params\" for all of them, or \"params/\" and a name"
    case .secrets: "\"secrets/\" and a name"
    case .steps: "\"steps/\", a step's id and \"/result\" or, after a loop, \"/results\""
    case .item: "\"item\""
    case .inputs: "\"inputs/\" and a name"
    case .run:
      "\"run/\" and \"scheduled_at\", \"date\", \"number\" or \"previous/scheduled_at\""
    }
  }

  /// Whether a way below it may lead to something.
  func allows(_ way: ArraySlice<String>) -> Bool {
    let way = Array(way)
    switch self {
    case .params, .item: return true
    case .secrets: return way.count == 1
    case .inputs: return way.first?.isEmpty == false
    case .steps:
      return way.count > 1 && !way[0].isEmpty && (way[1] == "result" || way[1] == "results")
    case .run:
      return [["scheduled_at"], ["date"], ["number"], ["previous", "scheduled_at"]].contains(way)
    }
  }
}
