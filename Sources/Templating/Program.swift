/// A template bound to what it shows: names are places, nothing is left to look up.
struct Program: Sendable {
  let template: String
  /// Templates and arguments in each scope that they render in; the first is the page's.
  let routines: [[Operation]]
  /// How many shapes can be in scope. The model itself stands in slot 0.
  let slots: Int
}

indirect enum Operation: Sendable {
  case text([UInt8])
  case value(slot: Int, write: Access.Write, escaped: Bool)
  case section(slot: Int, each: Access.Each, item: Int, body: [Operation])
  case inverted(slot: Int, isTrue: Access.IsTrue, body: [Operation])
  case call(routine: Int, indent: [UInt8])
}
