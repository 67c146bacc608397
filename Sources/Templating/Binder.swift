/// Binds a template and all that it includes to the shape of a model: resolves each name to a slot
/// and a field, each include to a routine.
///
/// A name that nothing in scope has is a fault, and binds to nothing, as the specification has it:
/// binding goes on and finds all faults in one go.
struct Binder {
  /// What a routine is made from. There are finitely many, however deep the data.
  private struct Key: Hashable {
    enum Content: Hashable {
      case template(String)
      case argument(Block)
    }
    let content: Content
    let shapes: [Shape]
    let arguments: Arguments
  }

  private let library: Library
  private var faults: Set<TemplateFault> = []
  private var program: Program
  private var indices: [Key: Int] = [:]
  /// The routines that are being bound, with the number of sections around where they began.
  private var unfinished: [Int: Int] = [:]
  private var slots: [Shape: Int] = [:]
  private var fields: [Shape: [String: Access]] = [:]

  private init(_ template: String, _ library: Library) {
    self.library = library
    program = Program(template: template)
  }

  static func bind(
    _ template: String, to shape: Shape, in library: Library
  ) -> (program: Program, faults: Set<TemplateFault>) {
    var binder = Binder(template, library)
    let scope = Scope(template: template, shapes: [shape], arguments: Arguments())
    _ = binder.slot(of: shape)
    _ = binder.routine(.template(template), library.template(template) ?? [], in: scope)
    binder.program.slots = binder.slots.count
    return (binder.program, binder.faults)
  }

  /// The routine for these nodes; nil and a fault where it would call itself without end.
  private mutating func routine(
    _ content: Key.Content, _ nodes: [Node], in scope: Scope
  ) -> Int? {
    let key = Key(content: content, shapes: scope.shapes, arguments: scope.arguments)
    if let index = indices[key] {
      return unfinished[index] == scope.sections ? nil : index
    }
    let index = program.addRoutine()
    indices[key] = index
    unfinished[index] = scope.sections
    program.routines[index] = bind(nodes, in: scope)
    unfinished[index] = nil
    return index
  }

  private mutating func bind(_ nodes: [Node], in scope: Scope) -> [Operation] {
    var operations: [Operation] = []
    for node in nodes {
      switch node {
      case .text(let text): program.append(text.bytes, to: &operations)
      case .value(let name, let escaped):
        guard let (slot, access) = resolve(name, in: scope) else { continue }
        guard access.write != nil else {
          report(.notShown(name.text, kind: access.kind.rawValue), at: name, in: scope)
          continue
        }
        operations.append(.value(slot: slot, field: program.add(access), escaped: escaped))
      case .section(let name, let inverted, let body):
        operations += section(name, inverted: inverted, body: body, in: scope)
      case .include(let include):
        operations += self.include(include, in: scope)
      case .block(let block):
        operations += self.block(block, in: scope)
      }
    }
    return operations
  }

  private mutating func report(
    _ problem: TemplateFault.Problem, at name: Name, in scope: Scope
  ) {
    faults.insert(TemplateFault(template: scope.template, line: name.line, problem: problem))
  }
}

extension Binder {
  private mutating func section(
    _ name: Name, inverted: Bool, body: [Node], in scope: Scope
  ) -> [Operation] {
    guard !isTooDeep(name, in: scope) else { return [] }
    let found = resolve(name, in: scope)
    guard let (slot, access) = found else {
      return inverted ? bind(body, in: scope.nested()) : []
    }
    let item = access.item()
    let routine = program.addRoutine()
    program.routines[routine] = bind(body, in: scope.entering(inverted ? nil : item))
    let field = program.add(access)
    return inverted
      ? [.inverted(slot: slot, field: field, body: routine)]
      : [.section(slot: slot, field: field, item: self.slot(of: item), body: routine)]
  }

  private mutating func include(_ include: Include, in scope: Scope) -> [Operation] {
    let name = include.name
    guard !isTooDeep(name, in: scope) else { return [] }
    guard let nodes = library.template(name.text) else {
      let suggestion = library.names.nearest(to: name.text)
      report(.unknownTemplate(name.text, suggestion: suggestion), at: name, in: scope)
      return []
    }
    checkArguments(of: include, in: scope)
    let arguments = scope.arguments.adding(include.arguments)
    let inner = scope.entering(name.text, arguments: arguments)
    guard let routine = routine(.template(name.text), nodes, in: inner) else {
      report(.endless(name.text), at: name, in: scope)
      return []
    }
    return [.call(routine: routine, indent: program.add(include.indent))]
  }

  private mutating func checkArguments(of include: Include, in scope: Scope) {
    guard !include.arguments.isEmpty else { return }
    let blocks = library.blocks(of: include.name.text)
    var given: Set<String> = []
    for argument in include.arguments {
      if !given.insert(argument.name.text).inserted {
        report(.repeatedBlock(argument.name.text), at: argument.name, in: scope)
      }
      guard let blocks, !blocks.contains(argument.name.text) else { continue }
      let suggestion = blocks.nearest(to: argument.name.text)
      report(
        .unknownBlock(argument.name.text, parent: include.name.text, suggestion: suggestion),
        at: argument.name, in: scope)
    }
  }

  private mutating func block(_ block: Block, in scope: Scope) -> [Operation] {
    guard !isTooDeep(block.name, in: scope) else { return [] }
    guard let argument = scope.arguments[block.name.text] else {
      return bind(block.content, in: scope.nested())
    }
    let inner = scope.entering(argument.block.template, arguments: argument.written)
    guard
      let routine = routine(.argument(argument.block), argument.block.content, in: inner)
    else {
      report(.endless(block.name.text), at: block.name, in: scope)
      return []
    }
    return [.call(routine: routine, indent: program.add(block.indent))]
  }

  private mutating func isTooDeep(_ name: Name, in scope: Scope) -> Bool {
    guard scope.depth >= Depth.limit else { return false }
    report(.tooDeep, at: name, in: scope)
    return true
  }
}

extension Binder {
  /// Where the name's value is: in which slot, and which field of it.
  private mutating func resolve(
    _ name: Name, in scope: Scope
  ) -> (slot: Int, access: Access)? {
    let parts = name.text == "." ? ["."] : name.text.split(separator: ".").map(String.init)
    let shapes = name.text == "." ? scope.shapes.suffix(1) : scope.shapes[...]
    for shape in shapes.reversed() {
      guard var access = fields(of: shape)[parts[0]] else { continue }
      for part in parts.dropFirst() {
        guard access.kind == .model else {
          report(.notAModel(access.name, kind: access.kind.rawValue), at: name, in: scope)
          return nil
        }
        guard let next = fields(of: access.item())[part] else {
          reportUnknown(part, at: name, shapes: [access.item()], in: scope)
          return nil
        }
        access = access.then(next)
      }
      return (slot(of: shape), access)
    }
    reportUnknown(parts[0], at: name, shapes: scope.shapes, in: scope)
    return nil
  }

  /// Names the innermost model, and suggests a name that anything in scope has.
  private mutating func reportUnknown(
    _ part: String, at name: Name, shapes: [Shape], in scope: Scope
  ) {
    let models = shapes.filter { fields(of: $0).count > 1 }
    let known = shapes.flatMap { fields(of: $0).keys }
    let problem = TemplateFault.Problem.unknownName(
      part, in: (models.last ?? shapes.last)?.name ?? scope.template,
      suggestion: known.nearest(to: part))
    report(problem, at: name, in: scope)
  }

  private mutating func fields(of shape: Shape) -> [String: Access] {
    if let known = fields[shape] { return known }
    let found = shape.fields
    fields[shape] = found
    return found
  }

  private mutating func slot(of shape: Shape) -> Int {
    if let known = slots[shape] { return known }
    slots[shape] = slots.count
    return slots.count - 1
  }
}
