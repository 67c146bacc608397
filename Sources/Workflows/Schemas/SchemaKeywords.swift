import OrderedJSON

/// The members of a schema, each taken by who understands it.
struct SchemaKeywords {
  private var values: [String: JSON] = [:]
  private var order: [String] = []

  /// - Parameter members: of repeated ones the last counts.
  init(_ members: [JSON.Member]) {
    for member in members {
      if values.updateValue(member.value, forKey: member.key) == nil { order.append(member.key) }
    }
  }

  subscript(_ keyword: String) -> JSON? { values[keyword] }

  /// - Returns: `nil`, and it is left, where it is not there or is not understood.
  mutating func take<Value>(_ keyword: String, _ read: (JSON) -> Value?) -> Value? {
    guard let json = values[keyword], let value = read(json) else { return nil }
    values[keyword] = nil
    return value
  }

  mutating func takeCount(_ least: String, _ most: String) -> SchemaCount? {
    let (fewest, most) = (take(least, \.count), take(most, \.count))
    guard fewest != nil || most != nil else { return nil }
    return SchemaCount(least: fewest ?? 0, most: most ?? .max)
  }

  /// Those that nobody took and that ask something of a value.
  var left: [String] {
    order.filter { values[$0] != nil && !$0.hasPrefix("x-") && !Self.annotations.contains($0) }
  }

  /// What is told to people and programs, and asks nothing of a value (JSON Schema 2020-12, Core 8 and
  /// Validation 8 and 9; OpenAPI 3, Schema Object).
  private static let annotations: Set<String> = [
    "title", "description", "default", "example", "examples", "deprecated", "readOnly", "writeOnly",
    "$schema", "$id", "id", "$comment", "$anchor", "$dynamicAnchor", "$recursiveAnchor",
    "$vocabulary", "$defs", "definitions", "contentEncoding", "contentMediaType", "contentSchema",
    "discriminator", "xml", "externalDocs",
  ]
}

extension JSON {
  /// As a number of things; one that is larger than can be counted is the largest that can.
  fileprivate var count: Int? {
    guard case .number(let text) = self, let number = JSONNumber(text), number.isWhole,
      let zero = JSONNumber("0"), number >= zero
    else { return nil }
    return number.integer ?? .max
  }
}
