extension Field {
  /// A model of its own: `{{#name}}…{{/name}}` enters it, `{{name.field}}` reads from it. Where it
  /// is nil the section does not render and the dotted name shows nothing.
  package static func model<Child: TemplateModel>(
    _ name: String, _ get: @escaping @Sendable (Model) -> Child?
  ) -> Self {
    model(name, shape: { .declared }, get)
  }

  /// A model whose shape its type does not declare.
  package static func model<Child: TemplateModel>(
    _ name: String, shape: @escaping @Sendable () -> ModelShape<Child>,
    _ get: @escaping @Sendable (Model) -> Child?
  ) -> Self {
    Self(
      access: Access(
        name: name, kind: .model, item: { shape().shape }, write: nil,
        isTrue: { model in model.read(get) != nil },
        each: { model, body throws(RenderFault) in
          try model.read(get)?.atAddress(body)
        }))
  }

  /// Models in their order: a section over it renders once for each.
  package static func list<Child: TemplateModel>(
    _ name: String, _ get: @escaping @Sendable (Model) -> [Child]
  ) -> Self {
    list(name, shape: { .declared }, get)
  }

  /// Models whose shape their type does not declare.
  package static func list<Child: TemplateModel>(
    _ name: String, shape: @escaping @Sendable () -> ModelShape<Child>,
    _ get: @escaping @Sendable (Model) -> [Child]
  ) -> Self {
    Self(
      access: Access(
        name: name, kind: .list, item: { shape().shape }, write: nil,
        isTrue: { model in !model.read(get).isEmpty },
        each: { model, body throws(RenderFault) in
          try model.read(get).withUnsafeBufferPointer { items throws(RenderFault) in
            guard var item = items.baseAddress else { return }
            for _ in items.indices {
              try body(UnsafeRawPointer(item))
              item += 1
            }
          }
        }))
  }
}
