/// A type's fields, the type erased. Two shapes are one if they have the same type and name, so
/// that what stands in a shape's slot always has the type its fields read.
struct Shape: Sendable, Hashable {
  let name: String
  private let type: ObjectIdentifier
  private let declared: @Sendable () -> [Access]

  init<Model: TemplateModel>(
    _ type: Model.Type, name: String, fields: @escaping @Sendable () -> [Field<Model>]
  ) {
    self.name = name
    self.type = ObjectIdentifier(type)
    declared = { fields().map(\.access) }
  }

  static func == (left: Shape, right: Shape) -> Bool {
    left.type == right.type && left.name == right.name
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(type)
    hasher.combine(name)
  }

  /// The fields by name; `.` is the value itself.
  var fields: [String: Access] {
    let itself = Access(
      name: ".", kind: .model, item: { self }, write: nil, isTrue: { _ in true },
      each: { value, body throws(RenderFault) in try body(value) })
    var fields = [itself.name: itself]
    for access in declared() { fields[access.name] = access }
    return fields
  }
}
