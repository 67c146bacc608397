/// Runs a program.
///
/// The slots hold addresses of values, without their types: the binder gave each shape a slot and
/// reads a slot only through fields of that shape. Each address is valid while the section that
/// put it there renders, and the section puts the former one back.
struct Renderer {
  private let program: Program
  private var slots: [UnsafeRawPointer]
  private var output: [UInt8]
  private var indent: [UInt8] = []
  /// Whether the next byte begins a line; kept only while there is an indentation.
  private var startsLine = false
  private var depth = 0

  private init(_ program: Program, model: UnsafeRawPointer, output: consuming [UInt8]) {
    self.program = program
    self.output = output
    slots = Array(repeating: model, count: program.slots)
  }

  /// Appends what the program shows of the model. On a fault the output is as it was.
  /// - Parameter model: A value of the type that the program was bound to.
  static func render(
    _ program: Program, model: UnsafeRawPointer, into output: inout [UInt8]
  ) throws(RenderFault) {
    let before = output.count
    var renderer = Renderer(program, model: model, output: output)
    output = []
    defer { output = renderer.output }
    do {
      try renderer.call(0, indent: [])
    } catch {
      renderer.output.removeSubrange(before...)
      throw error
    }
  }

  private mutating func run(_ operations: [Operation]) throws(RenderFault) {
    for operation in operations {
      switch operation {
      case .text(let bytes):
        append(bytes)
      case .value(let slot, let write, let escaped):
        indentLine()
        write(slots[slot], escaped, &output)
      case .section(let slot, let each, let item, let body):
        let outer = slots[item]
        try enter()
        try each(slots[slot]) { value throws(RenderFault) in
          slots[item] = value
          try run(body)
        }
        depth -= 1
        slots[item] = outer
      case .inverted(let slot, let isTrue, let body):
        guard !isTrue(slots[slot]) else { continue }
        try enter()
        try run(body)
        depth -= 1
      case .call(let routine, let indent):
        try call(routine, indent: indent)
      }
    }
  }

  private mutating func call(_ routine: Int, indent added: [UInt8]) throws(RenderFault) {
    try enter()
    if added.isEmpty {
      try run(program.routines[routine])
    } else {
      let outer = indent.count
      indent += added
      startsLine = true
      try run(program.routines[routine])
      indent.removeSubrange(outer...)
    }
    depth -= 1
  }

  private mutating func enter() throws(RenderFault) {
    guard depth < Depth.limit else { throw .tooDeep(template: program.template) }
    depth += 1
  }

  private mutating func append(_ text: [UInt8]) {
    guard !indent.isEmpty else { return output.append(contentsOf: text) }
    var line = text[...]
    while !line.isEmpty {
      indentLine()
      let end = line.firstIndex(of: .newline).map { $0 + 1 } ?? line.endIndex
      output.append(contentsOf: line[..<end])
      startsLine = output.last == .newline
      line = line[end...]
    }
  }

  @inline(__always)
  private mutating func indentLine() {
    guard !indent.isEmpty, startsLine else { return }
    output.append(contentsOf: indent)
    startsLine = false
  }
}
