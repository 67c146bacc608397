/// A field whose model's type has been erased: how rendering reads it.
///
/// Each closure takes the address of a value of the model's type. `Field` is the only place that
/// makes them, from closures over that very type, and the binder hands each of them only slots of
/// the shape that declares the field.
struct Access: Sendable {
  typealias Write = @Sendable (UnsafeRawPointer, _ escaped: Bool, inout Output) -> Void
  typealias IsTrue = @Sendable (UnsafeRawPointer) -> Bool
  typealias Body = (UnsafeRawPointer) throws(RenderFault) -> Void
  typealias Each = @Sendable (UnsafeRawPointer, Body) throws(RenderFault) -> Void

  enum Kind: String {
    case text, number, flag, html, model, list
  }

  let name: String
  let kind: Kind
  /// What is in scope inside a section over the field. Asked for late, since types may be recursive.
  let item: @Sendable () -> Shape
  /// Shows the value; nil where there is nothing to show, as for a flag.
  let write: Write?
  /// Whether a section over the field renders at all.
  let isTrue: IsTrue
  /// Calls its body once per rendering of a section over the field.
  let each: Each
}

extension Access {
  /// The field `next` of the model in this field: the name `this.next`.
  func then(_ next: Access) -> Access {
    let each = each
    let write = next.write.map { write -> Write in
      { outer, escaped, output in
        // A body that throws nothing: `each` only passes on what its body throws.
        try? each(outer) { inner in write(inner, escaped, &output) }
      }
    }
    return Access(
      name: "\(name).\(next.name)", kind: next.kind, item: next.item, write: write,
      isTrue: { outer in
        var result = false
        try? each(outer) { inner in result = next.isTrue(inner) }
        return result
      },
      each: { outer, body throws(RenderFault) in
        try each(outer) { inner throws(RenderFault) in try next.each(inner, body) }
      })
  }
}

extension UnsafeRawPointer {
  /// Reads from the model at this address, in place. That the type may be one without copies keeps
  /// the compiler from making one: it would count every reference in the model up and down.
  @inline(__always)
  func read<Model: ~Copyable, Value>(_ get: (borrowing Model) -> Value) -> Value {
    get(assumingMemoryBound(to: Model.self).pointee)
  }
}

extension TemplateModel {
  /// Calls the body with the value's address, which is valid only inside.
  @inline(__always)
  func atAddress(_ body: Access.Body) throws(RenderFault) {
    try withUnsafePointer(to: self) { value throws(RenderFault) in
      try body(UnsafeRawPointer(value))
    }
  }
}
