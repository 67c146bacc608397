import OrderedJSON
package import Templating

/// A recorded value, pretty-printed for people and cut where it is very long.
package struct JSONText: TemplateModel {
  let text: String
  let isCut: Bool

  /// - Parameter limit: in bytes.
  init(_ value: JSON, limit: Int) { (text, isCut) = value.pretty(most: limit) }

  package static var fields: [Field<JSONText>] {
    [
      .text("text") { $0.text },
      // How long the whole is would have to be found out first.
      .number("cut_after") { $0.isCut ? $0.text.unicodeScalars.count : 0 },
    ]
  }
}
