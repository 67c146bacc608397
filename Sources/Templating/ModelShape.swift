/// The fields of a model. Usually those that its type declares; values whose fields are known only
/// while the program runs, such as JSON, give their own.
package struct ModelShape<Model: TemplateModel>: Sendable {
  let shape: Shape

  /// The fields that the type declares.
  package static var declared: ModelShape {
    ModelShape(name: Self.name) { Model.fields }
  }

  /// - Parameters:
  ///   - name: What faults call it. Shapes of one name and one type are taken for the same.
  ///   - fields: Asked for once per binding, and late: a shape may hold itself. A field `.` is
  ///     the value itself; without one, `.` can be opened as a section but not shown.
  package init(name: String, fields: @escaping @Sendable () -> [Field<Model>]) {
    shape = Shape(Model.self, name: name, fields: fields)
  }

  /// The type's name without its module: `TraceListPage.Row`.
  private static var name: String {
    String(reflecting: Model.self).split(separator: ".").dropFirst()
      .filter { !$0.hasPrefix("(") }.joined(separator: ".")
  }
}
