/// Runs a program.
///
/// The slots hold addresses of values, without their types: the binder gave each shape a slot and
/// reads a slot only through fields of that shape. Each address is valid while the section that
/// put it there renders, and the section puts the former one back.
struct Renderer: ~Copyable {
  private let program: Program
  /// The program's text, valid as long as the renderer.
  private let text: UnsafeBufferPointer<UInt8>
  private var slots: [UnsafeRawPointer]
  private var output = Output()
  private var indent: [UInt8] = []
  /// Whether the next byte begins a line; kept only while there is an indentation.
  private var startsLine = false
  private var depth = 0

  private init(
    _ program: Program, text: UnsafeBufferPointer<UInt8>, model: UnsafeRawPointer
  ) {
    self.program = program
    self.text = text
    slots = Array(repeating: model, count: program.slots)
  }

  /// Appends what the program shows of the model; nothing, where it throws.
  /// - Parameter model: A value of the type that the program was bound to.
  static func render(
    _ program: Program, model: UnsafeRawPointer, into output: inout [UInt8]
  ) throws(RenderFault) {
    try program.text.withUnsafeBufferPointer { text throws(RenderFault) in
      var renderer = Renderer(program, text: text, model: model)
      try renderer.run(0)
      renderer.output.withBytes { output.append(contentsOf: $0) }
    }
  }

  private mutating func run(_ routine: Int) throws(RenderFault) {
    guard depth < Depth.limit else { throw .tooDeep(template: program.template) }
    depth += 1
    defer { depth -= 1 }
    for operation in program.routines[routine] {
      switch operation {
      case .text(let range):
        append(UnsafeBufferPointer(rebasing: text[range]))
      case .value(let slot, let field, let escaped):
        indentLine()
        program.fields[field].write?(slots[slot], escaped, &output)
      case .section(let slot, let field, let item, let body):
        let outer = slots[item]
        try program.fields[field].each(slots[slot]) { value throws(RenderFault) in
          slots[item] = value
          try run(body)
        }
        slots[item] = outer
      case .inverted(let slot, let field, let body):
        if !program.fields[field].isTrue(slots[slot]) { try run(body) }
      case .call(let routine, let indent):
        try call(routine, indent: text[indent])
      }
    }
  }

  private mutating func call(
    _ routine: Int, indent added: Slice<UnsafeBufferPointer<UInt8>>
  ) throws(RenderFault) {
    guard !added.isEmpty else { return try run(routine) }
    let outer = indent.count
    indent += added
    startsLine = true
    try run(routine)
    indent.removeSubrange(outer...)
  }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    guard !indent.isEmpty else { return output.append(text) }
    var line = text[...]
    while !line.isEmpty {
      indentLine()
      let end = line.firstIndex(of: .newline).map { $0 + 1 } ?? line.endIndex
      output.append(UnsafeBufferPointer(rebasing: line[..<end]))
      startsLine = line[end - 1] == .newline
      line = line[end...]
    }
  }

  @inline(__always)
  private mutating func indentLine() {
    guard !indent.isEmpty, startsLine else { return }
    indent.withUnsafeBufferPointer { output.append($0) }
    startsLine = false
  }
}
