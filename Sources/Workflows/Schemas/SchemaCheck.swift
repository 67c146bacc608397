import OrderedJSON

/// Holds a value against a schema, a step at a time.
struct SchemaCheck {
  private let nodes: [SchemaNode]
  private var stepsLeft = Limits.schemaSteps.least
  private(set) var path: [String] = []
  /// The schemas that go on for the value at the path, by which one that leads to itself is seen.
  private var active: [Int] = []
  /// How many schemas go on one inside the other.
  private var nesting = 0
  /// Whether all that was asked of the value was checked.
  var isCertain = true

  /// - Parameter nodes: the first one is the whole schema.
  init(_ nodes: [SchemaNode]) { self.nodes = nodes }

  mutating func faults(of value: JSON) -> [SchemaFault] {
    let bytes = value.byteCount(upTo: Limits.renderedBytes) ?? Limits.renderedBytes
    stepsLeft += bytes / Limits.schemaSteps.bytesOfEach
    var faults: [SchemaFault] = []
    apply(0, to: value, &faults)
    return isExhausted ? [.tooLarge] : faults
  }

  /// Holds the value at the path against another part of the schema.
  mutating func apply(_ number: Int, to value: JSON, _ faults: inout [SchemaFault]) {
    guard goesOn(faults), take(1), nodes.indices.contains(number) else { return }
    guard !active.contains(number), nesting < Limits.schemaNesting else {
      add("cannot be checked: its schema leads to itself, or too deep", to: &faults)
      return
    }
    let node = nodes[number]
    if !node.isChecked { isCertain = false }
    if node.isNullable, value.isNull { return }
    active.append(number)
    nesting += 1
    defer {
      active.removeLast()
      nesting -= 1
    }
    if case .number(let text) = value, !take(text.steps) { return }
    if let types = node.types, !types.includes(value) {
      // What else it should be is for values of its kind.
      add(types.rule(for: value), .type(types), to: &faults)
      return
    }
    for rule in node.rules { apply(rule, to: value, &faults) }
  }

  /// Holds a member or an element of the value at the path against a part of the schema.
  mutating func apply(
    _ number: Int, to value: JSON, inside token: String, _ faults: inout [SchemaFault]
  ) {
    guard path.count < Limits.depth else {
      add("cannot be checked: it is nested deeper than \(Limits.depth) levels", to: &faults)
      return
    }
    let outer = active
    active = []
    path.append(token)
    apply(number, to: value, &faults)
    path.removeLast()
    active = outer
  }

  /// Whether there is room for another fault, and for another step.
  func goesOn(_ faults: [SchemaFault]) -> Bool {
    !isExhausted && faults.count < Limits.faultsTold
  }

  var isExhausted: Bool { stepsLeft < 0 }

  /// - Returns: whether so many steps were left.
  mutating func take(_ steps: Int) -> Bool {
    stepsLeft = steps <= stepsLeft ? stepsLeft - steps : -1
    return !isExhausted
  }

  /// What it takes to know what all of a value means; more steps than there are where it is too much.
  func steps(toKnow value: JSON) -> Int {
    let bytesOfStep = 16
    let bytes = value.byteCount(upTo: max(stepsLeft, 0) * bytesOfStep)
    return bytes.map { $0 / bytesOfStep } ?? .max
  }

  /// - Parameters:
  ///   - message: `nil`: nothing is wrong.
  ///   - token: a member of the value at the path; `nil`: the value itself.
  func add(
    _ message: String?, _ cause: SchemaFault.Cause = .other, at token: String? = nil,
    to faults: inout [SchemaFault]
  ) {
    guard let message, faults.count < Limits.faultsTold else { return }
    faults.append(SchemaFault(path + (token.map { [$0] } ?? []), message, cause))
  }
}

extension String {
  /// The steps that it takes to go through it.
  var steps: Int { utf8.count / 64 }
}
