/// A name that a template may use, and how its value is read from the model.
package struct Field<Model: TemplateModel>: Sendable {
  let access: Access

  private typealias Write<Value> = @Sendable (Value, _ escaped: Bool, inout [UInt8]) -> Void
  private typealias Body<Item> = (UnsafePointer<Item>) throws(RenderFault) -> Void

  /// - Parameter each: Calls its body with the address of each item that a section renders.
  private init<Item: TemplateModel>(
    _ name: String, _ kind: Access.Kind, item: @escaping @Sendable () -> ModelShape<Item>,
    write: Write<Model>?, isTrue: @escaping @Sendable (Model) -> Bool,
    each: @escaping @Sendable (Model, Body<Item>) throws(RenderFault) -> Void
  ) {
    var erasedWrite: Access.Write?
    if let write {
      erasedWrite = { model, escaped, output in
        write(model.assumingMemoryBound(to: Model.self).pointee, escaped, &output)
      }
    }
    let erasedEach: Access.Each = { model, body throws(RenderFault) in
      let model = model.assumingMemoryBound(to: Model.self)
      try each(model.pointee) { item throws(RenderFault) in try body(UnsafeRawPointer(item)) }
    }
    access = Access(
      name: name, kind: kind, item: { item().shape }, write: erasedWrite,
      isTrue: { model in isTrue(model.assumingMemoryBound(to: Model.self).pointee) },
      each: erasedEach)
  }

  /// A field that holds one value or none.
  private init<Value: TemplateModel>(
    _ name: String, _ kind: Access.Kind, item: @escaping @Sendable () -> ModelShape<Value>,
    write: Write<Value>?, value get: @escaping @Sendable (Model) -> Value?,
    isTrue: @escaping @Sendable (Value) -> Bool
  ) {
    var writeIfPresent: Write<Model>?
    if let write {
      writeIfPresent = { model, escaped, output in
        if let value = get(model) { write(value, escaped, &output) }
      }
    }
    self.init(
      name, kind, item: item, write: writeIfPresent,
      isTrue: { model in get(model).map(isTrue) ?? false },
      each: { (model: Model, body: Body<Value>) throws(RenderFault) in
        guard let value = get(model), isTrue(value) else { return }
        try withUnsafePointer(to: value, body)
      })
  }
}

extension Field {
  /// Text, escaped where it is shown. A section over it renders unless the text is empty.
  package static func text(
    _ name: String, _ get: @escaping @Sendable (Model) -> String
  ) -> Self {
    text(name) { model -> String? in get(model) }
  }

  /// Text that may be absent: nil shows nothing, and no section over it renders.
  package static func text(
    _ name: String, _ get: @escaping @Sendable (Model) -> String?
  ) -> Self {
    Self(
      name, .text, item: { .declared },
      write: { text, escaped, output in
        if escaped { output.append(escaping: text) } else { output.append(text: text) }
      },
      value: get, isTrue: { !$0.isEmpty })
  }

  /// A number, shown in plain digits. A section over it renders unless it is 0.
  package static func number(
    _ name: String, _ get: @escaping @Sendable (Model) -> Int
  ) -> Self {
    Self(
      name, .number, item: { .declared },
      write: { number, _, output in output.append(text: String(number)) },
      value: get, isTrue: { $0 != 0 })
  }

  /// True or false: for sections only, it shows nothing.
  package static func flag(
    _ name: String, _ get: @escaping @Sendable (Model) -> Bool
  ) -> Self {
    Self(name, .flag, item: { .declared }, write: nil, value: get, isTrue: { $0 })
  }

  /// Markup that is safe already and not escaped. A section over it renders unless it is empty.
  package static func html(
    _ name: String, _ get: @escaping @Sendable (Model) -> HTML
  ) -> Self {
    Self(
      name, .html, item: { .declared },
      write: { html, _, output in output.append(text: html.text) },
      value: get, isTrue: { !$0.text.isEmpty })
  }

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
    Self(name, .model, item: shape, write: nil, value: get, isTrue: { _ in true })
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
      name, .list, item: shape, write: nil, isTrue: { !get($0).isEmpty },
      each: { (model: Model, body: Body<Child>) throws(RenderFault) in
        // By address, in place: a copy of each row would count every reference in it up and down.
        try get(model).withUnsafeBufferPointer { items throws(RenderFault) in
          guard var item = items.baseAddress else { return }
          for _ in items.indices {
            try body(item)
            item += 1
          }
        }
      })
  }

  /// Texts in their order: `{{#names}}{{.}}{{/names}}`.
  package static func texts(
    _ name: String, _ get: @escaping @Sendable (Model) -> [String]
  ) -> Self {
    list(name, get)
  }
}
