import OrderedJSON

extension SchemaCheck {
  mutating func apply(_ rule: SchemaRule, to value: JSON, _ faults: inout [SchemaFault]) {
    switch (rule, value) {
    case (.nothing, _): add("must not be there", to: &faults)
    case (.values(let values), _):
      if !includes(values, value) { add(values.rule, .value, to: &faults) }
    case (.number(let bound), .number(let text)):
      guard take(text.steps) else { return }
      add(bound.fault(of: text), to: &faults)
    case (.length(let count), .string(let text)):
      guard take(text.steps) else { return }
      add(count.fault(of: text.unicodeScalars.count, ("character", "characters")), to: &faults)
    case (.list(let count), .array(let elements)):
      add(count.fault(of: elements.count, ("element", "elements")), to: &faults)
    case (.elements(let schema, let start), .array(let elements)):
      for (index, element) in elements.enumerated().dropFirst(start) where goesOn(faults) {
        apply(schema, to: element, inside: String(index), &faults)
      }
    case (.object(let rule), .object(let members)): apply(rule, to: members, &faults)
    case (.reference(let schema), _): apply(schema, to: value, &faults)
    case (.all(let schemas), _):
      for schema in schemas where goesOn(faults) { apply(schema, to: value, &faults) }
    case (.any(let schemas), _): any(of: schemas, for: value, &faults)
    case (.one(let schemas), _): one(of: schemas, for: value, &faults)
    default: break
    }
  }

  private mutating func includes(_ values: SchemaValues, _ value: JSON) -> Bool {
    let isNested = value.elements != nil || value.members != nil
    guard !isNested || values.hasNested else { return false }
    return !take(steps(toKnow: value)) || values.contains(value)
  }

  private mutating func apply(
    _ rule: SchemaMembers, to members: [JSON.Member], _ faults: inout [SchemaFault]
  ) {
    guard take(members.count + rule.required.count) else { return }
    // Of repeated members the last counts.
    let places = Dictionary(
      members.enumerated().map { (Spelling($0.element.key), $0.offset) },
      uniquingKeysWith: { $1 })
    add(rule.count.fault(of: places.count, ("member", "members")), to: &faults)
    for name in rule.required where places[Spelling(name)] == nil {
      add("is missing", at: name, to: &faults)
    }
    for (place, member) in members.enumerated() where goesOn(faults) {
      let name = Spelling(member.key)
      guard places[name] == place else { continue }
      switch (rule.properties[name], rule.others) {
      case (let schema?, _), (nil, .checked(let schema)):
        apply(schema, to: member.value, inside: member.key, &faults)
      case (nil, .refused):
        let known = rule.known.isEmpty ? "nothing is" : "\(rule.known) would be"
        add("is not known here; \(known)", at: member.key, to: &faults)
      case (nil, .allowed): break
      }
    }
  }
}
