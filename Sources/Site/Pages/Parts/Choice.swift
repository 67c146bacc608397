package import Templating

/// A choice of a form's field.
package struct Choice: TemplateModel {
  let value: String
  let words: String
  var isChosen = false

  package static var fields: [Field<Choice>] {
    [
      .text("value") { $0.value }, .text("words") { $0.words }, .flag("chosen") { $0.isChosen },
    ]
  }
}
