/// A template bound to a model, with what was found wrong on the way.
package struct BoundTemplate<Model: TemplateModel>: Sendable {
  private let program: Program
  /// In no order. What a fault names shows nothing where the template is rendered all the same.
  package let faults: Set<TemplateFault>

  /// A template that the library does not have is taken for an empty one.
  /// - Parameter template: its path below the folder, without its ending.
  package init(_ template: String, in library: Library, shape: ModelShape<Model>) {
    (program, faults) = Binder.bind(template, to: shape.shape, in: library)
  }

  /// Appends the template's UTF-8 with the model's values. On a fault nothing is appended.
  package func render(_ model: Model, into output: inout [UInt8]) throws(RenderFault) {
    try withUnsafePointer(to: model) { model throws(RenderFault) in
      try Renderer.render(program, model: UnsafeRawPointer(model), into: &output)
    }
  }
}
