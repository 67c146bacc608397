import OrderedJSON
import Scheduling

extension SchemaReader {
  mutating func node(of json: JSON) -> SchemaNode {
    switch json {
    case true: return SchemaNode()
    case false: return SchemaNode(rules: [.nothing])
    case .object(let members): return node(of: SchemaKeywords(members))
    default:
      leave("a schema that is \(json.kind)")
      return SchemaNode(isChecked: false)
    }
  }

  private mutating func node(of schema: SchemaKeywords) -> SchemaNode {
    var (keywords, node) = (schema, SchemaNode())
    node.isNullable = keywords.take("nullable", \.boolean) ?? false
    if let reference = keywords.take("$ref", { $0.text ?? $0.kind }) {
      if let target = number(ofReference: reference) {
        node.rules.append(.reference(target))
      } else {
        leave("$ref \(reference)")
        node.isChecked = false
      }
      if document.hasLoneReferences { return node }
    }
    node.types = keywords.take("type", SchemaTypes.init)
    node.rules += keywords.plainRules
    node.rules += listRules(&keywords)
    node.rules += objectRules(&keywords)
    node.rules += alternatives(&keywords)
    for keyword in keywords.left {
      leave(keyword)
      node.isChecked = false
    }
    return node
  }

  private mutating func listRules(_ keywords: inout SchemaKeywords) -> [SchemaRule] {
    var rules: [SchemaRule] = []
    if let count = keywords.takeCount("minItems", "maxItems") { rules.append(.list(count)) }
    let before = keywords["prefixItems"]?.elements?.count ?? 0
    let isList = keywords["items"]?.elements != nil
    if !isList, let items = keywords.take("items", { $0 }) {
      rules.append(.elements(number(of: items), from: before))
    }
    return rules
  }

  private mutating func objectRules(_ keywords: inout SchemaKeywords) -> [SchemaRule] {
    let required = keywords.take("required") { $0.elements?.texts }
    let properties = keywords.take("properties", \.members)
    let count = keywords.takeCount("minProperties", "maxProperties")
    // What a pattern allows is unknown, so nothing can be said of the members besides.
    let others =
      keywords["patternProperties"] == nil ? keywords.take("additionalProperties", { $0 }) : nil
    guard required != nil || properties != nil || count != nil || others != nil else { return [] }
    var members = SchemaMembers(count: count ?? SchemaCount())
    var readOnly: Set<Spelling> = []
    for property in properties ?? [] {
      members.properties[Spelling(property.key)] = number(of: property.value)
      if property.value["readOnly"] == true { readOnly.insert(Spelling(property.key)) }
    }
    members.required = (required ?? []).filter { !readOnly.contains(Spelling($0)) }
    members.known = (properties ?? []).map(\.key).listedInBrief
    switch others {
    case nil, true: break
    case false: members.others = .refused
    case let schema?: members.others = .checked(by: number(of: schema))
    }
    return [.object(members)]
  }

  private mutating func alternatives(_ keywords: inout SchemaKeywords) -> [SchemaRule] {
    let kinds: [(String, ([Int]) -> SchemaRule)] = [
      ("allOf", SchemaRule.all), ("anyOf", SchemaRule.any), ("oneOf", SchemaRule.one),
    ]
    return kinds.compactMap { keyword, rule in
      keywords.take(keyword) { $0.elements?.isEmpty == false ? $0.elements : nil }
        .map { parts in rule(parts.map { number(of: $0) }) }
    }
  }
}

extension SchemaKeywords {
  /// What is said of single values.
  fileprivate var plainRules: [SchemaRule] {
    mutating get {
      var rules: [SchemaRule] = []
      rules += take("enum", \.elements).map { [.values(SchemaValues($0))] } ?? []
      rules += take("const") { $0 }.map { [.values(SchemaValues([$0]))] } ?? []
      rules += bounds.map(SchemaRule.number)
      rules += takeCount("minLength", "maxLength").map { [.length($0)] } ?? []
      return rules
    }
  }

  /// `exclusiveMinimum` is a bound of its own, or, until draft 4 and in OpenAPI 3.0, says of `minimum`
  /// that it is not allowed itself.
  private var bounds: [SchemaBound] {
    mutating get {
      let opensLower = take("exclusiveMinimum", \.boolean) ?? false
      let opensUpper = take("exclusiveMaximum", \.boolean) ?? false
      return [
        take("minimum") { SchemaBound(opensLower ? .moreThan : .atLeast, $0) },
        take("exclusiveMinimum") { SchemaBound(.moreThan, $0) },
        take("maximum") { SchemaBound(opensUpper ? .lessThan : .atMost, $0) },
        take("exclusiveMaximum") { SchemaBound(.lessThan, $0) },
      ].compactMap(\.self)
    }
  }
}

extension [JSON] {
  /// `nil` where not all of them are texts.
  fileprivate var texts: [String]? {
    let texts = compactMap(\.text)
    return texts.count == count ? texts : nil
  }
}
