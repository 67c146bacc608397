import Automations
import OrderedJSON

/// How JSON Schema 2020-12 describes a value, as OpenAPI 3.1 takes it.
struct Schema: Sendable {
  /// The schema itself; a named one is a reference to its component.
  let json: JSON
  /// The named schemas that it leads to, by name.
  let components: [String: JSON]

  init(_ json: JSON, components: [String: JSON] = [:]) {
    self.json = json
    self.components = components
  }

  /// The same, kept once under a name.
  func named(_ name: String) -> Schema {
    Schema(
      ["$ref": .string("#/components/schemas/\(name)")],
      components: components.merging([name: json]) { $1 })
  }

  /// The same, or `null`.
  var orNull: Schema {
    Schema(["anyOf": [json, ["type": "null"]]], components: components)
  }

  /// With a sentence for whoever reads it.
  func described(_ words: String) -> Schema {
    guard case .object(let members) = json, json["$ref"] == nil else {
      return Schema(["allOf": [json], "description": .string(words)], components: components)
    }
    return Schema(
      .object(members + [JSON.Member("description", .string(words))]), components: components)
  }
}

extension Schema {
  static let text = Schema(["type": "string"])
  static let flag = Schema(["type": "boolean"])
  static let instant = Schema(["type": "string", "format": "date-time"])
  static let day = Schema(["type": "string", "format": "date"])
  /// Any JSON.
  static let any = Schema([:])
  static let object = Schema(["type": "object"])
  /// As `Fault.ofIdentifier` checks it.
  static let identifier = Schema([
    "type": "string", "minLength": 1, "maxLength": JSON(Limits.nameCharacters),
  ])
  /// As `Fault.ofName` checks it.
  static let name = Schema(["type": "string", "maxLength": JSON(Limits.nameCharacters)])

  static func integer(_ range: ClosedRange<Int>) -> Schema {
    var members: [JSON.Member] = [
      .init("type", "integer"), .init("minimum", JSON(range.lowerBound)),
    ]
    if range.upperBound < Int(Int32.max) {
      members.append(.init("maximum", JSON(range.upperBound)))
    }
    return Schema(.object(members))
  }

  static func choice(of names: [String]) -> Schema {
    Schema(["type": "string", "enum": .array(names.map(JSON.string))])
  }

  static func choice<Choice: RawRepresentable<String> & CaseIterable>(_: Choice.Type) -> Schema {
    choice(of: Choice.allCases.map(\.rawValue))
  }

  /// One text and no other.
  static func constant(_ text: String) -> Schema { Schema(["const": .string(text)]) }

  static func list(of element: Schema) -> Schema {
    Schema(["type": "array", "items": element.json], components: element.components)
  }

  /// An object; members that are not named may be there.
  static func object(_ members: [(name: String, schema: Schema, isRequired: Bool)]) -> Schema {
    var json: [JSON.Member] = [
      .init("type", "object"),
      .init("properties", .object(members.map { JSON.Member($0.name, $0.schema.json) })),
    ]
    let required = members.filter(\.isRequired).map { JSON.string($0.name) }
    if !required.isEmpty { json.append(.init("required", .array(required))) }
    return Schema(
      .object(json),
      components: members.reduce(into: [:]) { $0.merge($1.schema.components) { $1 } })
  }
}
