package import Templating

/// A field of a form into which a person types: one line, or several.
package struct TextField: TemplateModel {
  let name: String
  let label: String
  /// Behind the label: `(if you like)`.
  var aside: String?
  var value = ""
  var hint: String?
  var placeholder: String?
  var fault: String?
  /// Whether the page opens with the cursor in it.
  var isFirst = false
  /// The class of the style sheet that shows it where it is asked for.
  var group: String?
  /// Whether nobody sees what is typed.
  var isSecret = false
  /// How many lines are seen; 0: it has one.
  var lines = 0

  package static var fields: [Field<TextField>] {
    [
      .text("name") { $0.name },
      .text("label") { $0.label },
      .text("aside") { $0.aside },
      .text("value") { $0.value },
      .text("hint") { $0.hint },
      .text("placeholder") { $0.placeholder },
      .text("fault") { $0.fault },
      .text("told_by") { $0.toldBy },
      .flag("first") { $0.isFirst },
      .text("group") { $0.group },
      .flag("secret") { $0.isSecret },
      .number("lines") { $0.lines },
    ]
  }

  /// The ids of what is said of it.
  private var toldBy: String? {
    let ids = [hint.map { _ in "\(name)-hint" }, fault.map { _ in "\(name)-fault" }]
      .compactMap(\.self)
    return ids.isEmpty ? nil : ids.joined(separator: " ")
  }
}
