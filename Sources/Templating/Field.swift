/// A name that a template may use, and how its value is read from the model.
package struct Field<Model: TemplateModel>: Sendable {
  let access: Access
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
      name, .text, of: String.self,
      write: { model, escaped, output in
        guard let text = model.read(get) else { return }
        output.append(text, escaped: escaped)
      },
      isTrue: { model in model.read(get)?.isEmpty == false },
      each: { model, body throws(RenderFault) in
        guard let text = model.read(get), !text.isEmpty else { return }
        try text.atAddress(body)
      })
  }

  /// Text between two that are always the same, as an address is. It is shown without that a text
  /// is made of the three; nil shows nothing, and no section over it renders.
  package static func text(
    _ name: String, between before: String, and after: String,
    _ get: @escaping @Sendable (Model) -> String?
  ) -> Self {
    Self(
      name, .text, of: String.self,
      write: { model, escaped, output in
        guard let text = model.read(get) else { return }
        output.append(before, escaped: escaped)
        output.append(text, escaped: escaped)
        output.append(after, escaped: escaped)
      },
      isTrue: { model in model.read(get) != nil },
      each: { model, body throws(RenderFault) in
        guard let text = model.read(get) else { return }
        try (before + text + after).atAddress(body)
      })
  }

  /// A number, shown in plain digits. A section over it renders unless it is 0.
  package static func number(
    _ name: String, _ get: @escaping @Sendable (Model) -> Int
  ) -> Self {
    Self(
      name, .number, of: Int.self,
      write: { model, _, output in output.append(text: String(model.read(get))) },
      isTrue: { model in model.read(get) != 0 },
      each: { model, body throws(RenderFault) in
        let number = model.read(get)
        if number != 0 { try number.atAddress(body) }
      })
  }

  /// True or false: for sections only, it shows nothing.
  package static func flag(
    _ name: String, _ get: @escaping @Sendable (Model) -> Bool
  ) -> Self {
    Self(
      name, .flag, of: Bool.self, write: nil,
      isTrue: { model in model.read(get) },
      each: { model, body throws(RenderFault) in
        if model.read(get) { try true.atAddress(body) }
      })
  }

  /// Markup that is safe already and not escaped. A section over it renders unless it is empty.
  package static func html(
    _ name: String, _ get: @escaping @Sendable (Model) -> HTML
  ) -> Self {
    Self(
      name, .html, of: HTML.self,
      write: { model, _, output in output.append(text: model.read(get).text) },
      isTrue: { model in !model.read(get).text.isEmpty },
      each: { model, body throws(RenderFault) in
        let html = model.read(get)
        if !html.text.isEmpty { try html.atAddress(body) }
      })
  }

  /// Texts in their order: `{{#names}}{{.}}{{/names}}`.
  package static func texts(
    _ name: String, _ get: @escaping @Sendable (Model) -> [String]
  ) -> Self {
    list(name, get)
  }

  private init<Value: TemplateModel>(
    _ name: String, _ kind: Access.Kind, of: Value.Type, write: Access.Write?,
    isTrue: @escaping Access.IsTrue, each: @escaping Access.Each
  ) {
    access = Access(
      name: name, kind: kind, item: { ModelShape<Value>.declared.shape }, write: write,
      isTrue: isTrue, each: each)
  }
}
