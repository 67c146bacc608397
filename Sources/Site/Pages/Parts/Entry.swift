package import Templating

/// A form's field of one value: what stands in it, and what is wrong with that.
package struct Entry: TemplateModel {
  let value: String
  let fault: String?
  /// Whether the page opens with the cursor in it.
  var isFirst = false

  package static var fields: [Field<Entry>] {
    [.text("value") { $0.value }, .text("fault") { $0.fault }, .flag("first") { $0.isFirst }]
  }
}
