import OrderedJSON

/// What an object has that a schema describes: its own properties, and those of all schemas that
/// `$ref` and `allOf` add.
struct OpenAPIProperties: Sendable {
  /// In the order of the document, each once, without those that only answers have.
  let names: [String]
  /// Whether it may have others: where the document says so, and where some depend on a choice.
  let isOpen: Bool
  private let required: Set<Spelling>

  /// - Returns: `nil` for what is no object, and for one whose properties have no names.
  init?(of schema: JSON, _ references: inout OpenAPIReferences) {
    var reader = PropertyReader()
    reader.read(schema, &references)
    guard !reader.names.isEmpty || !reader.needed.isEmpty, reader.isObject || !reader.hasType else {
      return nil
    }
    let needed = reader.needed.filter { !reader.answered.contains(Spelling($0)) }
    names = reader.names + needed.filter { reader.known.insert(Spelling($0)).inserted }
    required = Set(needed.map(Spelling.init))
    isOpen = reader.isOpen && !reader.isClosed
  }

  /// Whether an object must have it.
  func isRequired(_ name: String) -> Bool { required.contains(Spelling(name)) }

  /// Those that an object must have, in their order.
  var requiredNames: [String] { names.filter(isRequired) }
}

/// Goes through a schema, and what it is made of.
private struct PropertyReader {
  var names: [String] = []
  var known: Set<Spelling> = []
  /// As the schemas require them, in their order.
  var needed: [String] = []
  /// Those that only answers have.
  var answered: Set<Spelling> = []
  var (isOpen, isClosed) = (false, false)
  var (hasType, isObject) = (false, false)

  mutating func read(_ schema: JSON, _ references: inout OpenAPIReferences) {
    // A list of what is still to be read, and no recursion: references may be a long chain.
    var waiting = [schema]
    var seen: Set<Spelling> = []
    while let schema = waiting.popLast(), !references.isExhausted {
      if let reference = schema["$ref"]?.text, seen.insert(Spelling(reference)).inserted,
        let target = references.value(at: reference)
      {
        waiting.append(target)
      }
      waiting += (schema["allOf"]?.elements ?? []).reversed()
      readOne(schema, &references)
    }
  }

  private mutating func readOne(_ schema: JSON, _ references: inout OpenAPIReferences) {
    references.spend(1 + (schema.members?.count ?? 0))
    if let type = schema["type"] {
      let types = type.elements ?? [type]
      references.spend(types.count)
      hasType = true
      isObject = isObject || types.contains("object")
    }
    for name in (schema["required"]?.elements ?? []).compactMap(\.text) {
      references.spend(1, on: name)
      needed.append(name)
    }
    for property in schema["properties"]?.members ?? [] {
      references.spend(1 + (property.value.members?.count ?? 0), on: property.key)
      let name = Spelling(property.key)
      if property.value["readOnly"]?.boolean == true {
        answered.insert(name)
      } else if known.insert(name).inserted {
        names.append(property.key)
      }
    }
    switch schema["additionalProperties"] {
    case .bool(false)?: isClosed = true
    case .bool, .object: isOpen = true
    default: break
    }
    let branches = branches(of: schema)
    references.spend(branches.count)
    if schema["patternProperties"] != nil || branches.contains(where: \.hasProperties) {
      isOpen = true
    }
  }

  /// The schemas of which one or another counts.
  private func branches(of schema: JSON) -> [JSON] {
    ["oneOf", "anyOf"].flatMap { schema[$0]?.elements ?? [] }
      + ["if", "then", "else"].compactMap { schema[$0] }
      + (schema["dependentSchemas"]?.members ?? []).map(\.value)
  }
}

extension JSON {
  /// Whether a schema may name properties, itself or by what it is made of.
  fileprivate var hasProperties: Bool {
    ["properties", "$ref", "allOf", "oneOf", "anyOf"].contains { self[$0] != nil }
  }
}
