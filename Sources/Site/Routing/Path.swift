import Automations
import Hummingbird

/// An address of the site, typed both ways: the router matches its pattern, a handler reads the
/// parameters from a request, and whoever links to it writes them into a text.
package struct Path<Parameters>: Sendable {
  /// As the router knows it: `/traces/{id}/entries/{number}`.
  package let pattern: String
  /// What stands in for each parameter, in their order.
  let parameters: [PathParameter]
  /// What stands before, between and behind the parameters: one more than there are of these.
  let constants: [String]
  private let texts: @Sendable (Parameters) -> [String]
  /// What stands in the address of a request that fits the pattern.
  package let read: @Sendable (SiteContext) throws -> Parameters

  private init(
    _ constants: [String], _ parameters: [PathParameter],
    texts: @escaping @Sendable (Parameters) -> [String],
    read: @escaping @Sendable (SiteContext) throws -> Parameters
  ) {
    pattern = Path.joined(constants, parameters.map { "{\($0.name)}" })
    self.parameters = parameters
    self.constants = constants
    self.texts = texts
    self.read = read
  }

  /// The address for these parameters, each escaped.
  package func callAsFunction(_ parameters: Parameters) -> String {
    Path.joined(constants, texts(parameters).map(Form.encode))
  }

  /// The same with a query, of the parts that have a value.
  package func callAsFunction(
    _ parameters: Parameters, query: KeyValuePairs<String, String?>
  ) -> String {
    self(parameters) + Form.query(query)
  }

  private static func joined(_ constants: [String], _ between: [String]) -> String {
    zip(constants, between + [""]).map { $0 + $1 }.joined()
  }
}

extension Path where Parameters == Void {
  init(_ text: String) {
    self.init([text], [], texts: { [] }, read: { _ in () })
  }

  /// The address.
  package func callAsFunction() -> String { pattern }

  /// The address with a query, of the parts that have a value.
  package func callAsFunction(query: KeyValuePairs<String, String?>) -> String {
    self((), query: query)
  }
}

extension Path where Parameters == String {
  init(_ before: String, _ parameter: PathParameter, _ after: String = "") {
    self.init(
      ["\(before)/", after], [parameter], texts: { [$0] },
      read: { try parameter.text(in: $0) })
  }
}

extension Path where Parameters == (String, Int) {
  init(_ before: String, _ parameter: PathParameter, _ between: String, _ number: PathParameter) {
    self.init(
      ["\(before)/", "\(between)/", ""], [parameter, number],
      texts: { [$0.0, String($0.1)] },
      read: { (try parameter.text(in: $0), number.number(in: $0)) })
  }

  /// The address of a numbered part of something.
  package func callAsFunction(_ id: String, _ number: Int) -> String { self((id, number)) }
}

/// A segment of a path that stands for something.
struct PathParameter: Sendable {
  let name: String
  let schema: Schema
  /// Whether a text that is no UTF-8 is refused; else what is none is replaced, and so names
  /// nothing that exists.
  let isStrict: Bool
  /// What it names of what was written.
  private let folded: @Sendable (String) -> String

  /// The id of a row.
  static let id = PathParameter(
    name: "id", schema: .text, isStrict: false, folded: Identifier.folded)
  /// An agent's conversation, as a client named it.
  static let threadID = PathParameter(name: "thread_id", schema: .identifier, isStrict: true)
  /// What proves by itself that who sends it may use the address.
  static let token = PathParameter(name: "token", schema: .text, isStrict: false)
  /// Counted from 1.
  static let number = PathParameter(name: "number", schema: .integer(1...Int.max), isStrict: false)

  private init(
    name: String, schema: Schema, isStrict: Bool,
    folded: @escaping @Sendable (String) -> String = { $0 }
  ) {
    self.name = name
    self.schema = schema
    self.isStrict = isStrict
    self.folded = folded
  }

  fileprivate func text(in context: SiteContext) throws -> String {
    let bytes = bytes(in: context)
    guard isStrict else { return folded(String(decoding: bytes, as: UTF8.self)) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw InvalidInput(
        place: .path, faults: [Fault([name], "must be UTF-8, percent-encoded")])
    }
    return text
  }

  /// 0, which nothing is numbered with, where it is no number.
  fileprivate func number(in context: SiteContext) -> Int {
    Int(String(decoding: bytes(in: context), as: UTF8.self)) ?? 0
  }

  /// The segment with its percent escapes decoded; a `+` in a path stands for itself.
  private func bytes(in context: SiteContext) -> [UInt8] {
    Form.decode((context.parameters.get(name) ?? "").utf8, plus: UInt8(ascii: "+"))
  }
}
