import OrderedJSON

/// A value of a statement, as every database takes it.
enum Value: Hashable, Sendable {
  case null
  case integer(Int64)
  case text(String)
  case bytes([UInt8])
}

/// What a statement takes as a value.
protocol Storable {
  var stored: Value { get }
}

/// The values of a statement, in the order of its `?`; `nil` is `NULL`.
struct Values: ExpressibleByArrayLiteral {
  private(set) var list: [Value]

  init(arrayLiteral elements: (any Storable)?...) {
    list = elements.map { $0?.stored ?? .null }
  }

  init(repeating number: Int, count: Int) {
    list = Array(repeating: number.stored, count: count)
  }

  static func + (first: Values, second: Values) -> Values {
    var both = first
    both += second
    return both
  }

  static func += (first: inout Values, second: Values) { first.list += second.list }
}

extension Int: Storable {
  var stored: Value { .integer(Int64(self)) }
}

extension Int64: Storable {
  var stored: Value { .integer(self) }
}

/// As 0 or 1, which every database compares and sums alike.
extension Bool: Storable {
  var stored: Value { .integer(self ? 1 : 0) }
}

extension String: Storable {
  var stored: Value { .text(self) }
}

extension [UInt8]: Storable {
  var stored: Value { .bytes(self) }
}

extension Sequence<String> {
  /// A list as columns have it, and as `Dialect.texts` takes one: in JSON.
  var storedText: String { JSON.array(map(JSON.string)).serialized }
}
