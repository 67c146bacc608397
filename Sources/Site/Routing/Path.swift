import Automations

/// An address of the site, typed both ways: the router matches its pattern, a handler reads the
/// parameters from a request, and whoever links to it writes them into a text.
package struct Path<Parameters>: Sendable {
  /// As the router knows it: `/traces/{id}/entries/{number}`.
  package let pattern: String
  /// What stands in for each parameter, in their order.
  let parameters: [PathParameter]
  private let texts: @Sendable (Parameters) -> [String]
  let read: @Sendable (SiteContext) throws -> Parameters

  private init(
    _ segments: [String], _ parameters: [PathParameter],
    texts: @escaping @Sendable (Parameters) -> [String],
    read: @escaping @Sendable (SiteContext) throws -> Parameters
  ) {
    pattern = segments.joined()
    self.parameters = parameters
    self.texts = texts
    self.read = read
  }

  /// The address for these parameters, each escaped.
  package func callAsFunction(_ parameters: Parameters) -> String {
    var rest = texts(parameters)[...]
    return pattern.split(separator: "/", omittingEmptySubsequences: false).map { segment in
      segment.hasPrefix("{") ? rest.popFirst().map(Form.encode) ?? "" : String(segment)
    }.joined(separator: "/")
  }
}

extension Path where Parameters == Void {
  init(_ text: String) {
    self.init([text], [], texts: { [] }, read: { _ in () })
  }

  /// The address.
  package func callAsFunction() -> String { pattern }
}

extension Path where Parameters == String {
  init(_ before: String, _ parameter: PathParameter, _ after: String = "") {
    self.init(
      [before, "/{\(parameter.name)}", after], [parameter], texts: { [$0] },
      read: { try parameter.text(in: $0) })
  }
}

extension Path where Parameters == (String, Int) {
  init(_ before: String, _ parameter: PathParameter, _ between: String, _ number: PathParameter) {
    self.init(
      [before, "/{\(parameter.name)}", between, "/{\(number.name)}"], [parameter, number],
      texts: { [$0.0, String($0.1)] },
      read: { (try parameter.text(in: $0), number.number(in: $0)) })
  }
}

/// A segment of a path that stands for something.
struct PathParameter: Sendable {
  let name: String
  let schema: Schema
  /// Whether a text that is no UTF-8 is refused; else it names nothing that exists.
  private let isStrict: Bool

  /// The id of a row.
  static let id = PathParameter(name: "id", schema: .text, isStrict: false)
  /// An agent's conversation, as a client named it.
  static let threadID = PathParameter(name: "thread_id", schema: .identifier, isStrict: true)
  /// Counted from 1.
  static let number = PathParameter(name: "number", schema: .integer(1...Int.max), isStrict: false)

  fileprivate func text(in context: SiteContext) throws -> String {
    guard isStrict else { return context.parameter(name) }
    guard let text = context.text(name) else {
      throw InvalidInput(
        place: .path, faults: [Fault([name], "must be UTF-8, percent-encoded")])
    }
    return text
  }

  /// 0, which nothing is numbered with, where it is no number.
  fileprivate func number(in context: SiteContext) -> Int { Int(context.parameter(name)) ?? 0 }
}
