/// What a template can name. Each type declares its fields once; nothing is found by reflection.
///
/// The templates read `fields` once, when they are bound, never while rendering.
package protocol TemplateModel: Sendable {
  /// The names a template may use where a value of this type is in scope.
  static var fields: [Field<Self>] { get }
}

/// A page: a model with a template of its own.
package protocol Page: TemplateModel {
  /// The template's path below the folder of templates, without its ending:
  /// `"traces/list"` is `Templates/traces/list.mustache`.
  static var template: String { get }
}

// The values that `{{.}}` shows inside `{{#name}}…{{/name}}` are models with a single field.

extension String: TemplateModel {
  package static var fields: [Field<String>] { [.text(".") { $0 }] }
}

extension Int: TemplateModel {
  package static var fields: [Field<Int>] { [.number(".") { $0 }] }
}

extension Bool: TemplateModel {
  package static var fields: [Field<Bool>] { [.flag(".") { $0 }] }
}

extension HTML: TemplateModel {
  package static var fields: [Field<HTML>] { [.html(".") { $0 }] }
}
