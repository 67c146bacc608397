/// A template bound to what it shows: names are places, nothing is left to look up.
///
/// Operations say by number what they need, so that running one counts no references.
struct Program: Sendable {
  let template: String
  /// Templates, arguments and the bodies of sections, in each scope that they render in. The first
  /// is the page's.
  var routines: [[Operation]] = []
  /// The fields that operations read.
  var fields: [Access] = []
  /// What the templates say by themselves, and their indentations: UTF-8.
  var text: [UInt8] = []
  /// How many shapes can be in scope. The model itself stands in slot 0.
  var slots = 0
}

enum Operation: Sendable {
  case text(Range<Int>)
  case value(slot: Int, field: Int, escaped: Bool)
  case section(slot: Int, field: Int, item: Int, body: Int)
  case inverted(slot: Int, field: Int, body: Int)
  case call(routine: Int, indent: Range<Int>)
}

extension Program {
  /// The operations with a text after them; a text that follows another becomes one with it.
  mutating func append(_ bytes: [UInt8], to operations: inout [Operation]) {
    let range = add(bytes)
    if case .text(let before)? = operations.last, before.upperBound == range.lowerBound {
      operations[operations.count - 1] = .text(before.lowerBound..<range.upperBound)
    } else if !range.isEmpty {
      operations.append(.text(range))
    }
  }

  mutating func add(_ bytes: [UInt8]) -> Range<Int> {
    text += bytes
    return (text.count - bytes.count)..<text.count
  }

  mutating func add(_ field: Access) -> Int {
    fields.append(field)
    return fields.count - 1
  }

  /// A routine whose operations are not known yet.
  mutating func addRoutine() -> Int {
    routines.append([])
    return routines.count - 1
  }
}
