import OrderedJSON
package import Templating

/// A recorded value, pretty-printed for people and cut where it is very long.
package struct JSONText: TemplateModel {
  static let maximumLength = 20_000

  let text: String
  /// How many more characters the value has; 0: it is whole.
  let left: Int

  /// - Parameter limit: in characters.
  init(_ value: JSON, limit: Int) {
    let pretty = value.pretty
    text = String(pretty.prefix(limit))
    left = pretty.count - text.count
  }

  package static var fields: [Field<JSONText>] {
    [.text("text") { $0.text }, .number("left") { $0.left }]
  }
}
