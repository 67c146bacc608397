import OrderedJSON

extension TemplateReader {
  /// - Returns: `nil` beside a fault.
  mutating func pick(_ json: JSON) -> Pick? {
    guard let members = json.members else {
      fault("must be an object, as {\"label\": \"ID\"}; it is \(json.kind)")
      return nil
    }
    for member in members where !TemplateReader.pickMembers.contains(member.key) {
      fault(
        "does not belong to a pick; these do: \(TemplateReader.pickMembers.joined(separator: ", "))",
        at: member.key)
    }
    let ways = ["label", "json", "where"].filter { json[$0] != nil }
    let isBetween = json["after"] != nil || json["before"] != nil
    guard ways.count + (isBetween ? 1 : 0) == 1 else {
      fault("must say one of: label, json, where, or after and before")
      return nil
    }
    let nth = json["nth"].flatMap { nth -> Int? in
      if nth.integer == nil {
        fault("must be a whole number; 0 is the first, -1 the last", at: "nth")
      }
      return nth.integer
    }
    let then = json["then"].flatMap { pointer($0, at: "then") }
    return way(json, ways.first).map { Pick(way: $0, nth: nth, then: then) }
  }

  private static let pickMembers = ["label", "after", "before", "json", "where", "nth", "then"]

  private mutating func way(_ json: JSON, _ name: String?) -> Pick.Way? {
    switch name {
    case "label": return text(json, "label").map(Pick.Way.label)
    case "json": return json["json"].flatMap { pointer($0, at: "json") }.map(Pick.Way.json)
    case "where": return elements(json["where"] ?? .null)
    default:
      let (after, before) = (text(json, "after"), text(json, "before"))
      return after == nil && before == nil ? nil : .between(after: after, before: before)
    }
  }

  private mutating func elements(_ json: JSON) -> Pick.Way? {
    guard let members = json.members, !members.isEmpty,
      members.count <= Limits.pickedMembers
    else {
      fault(
        "must be an object with 1 to \(Limits.pickedMembers) members, as {\"/name\": \"Budget\"}",
        at: "where")
      return nil
    }
    return within("where") { reader in
      .elements(
        members.compactMap { member in
          guard let pointer = reader.pointer(.string(member.key), at: member.key) else {
            return nil
          }
          return (
            pointer, reader.within(member.key) { $0.part(member.value, canBeLeftOut: false) }
          )
        })
    }
  }

  private mutating func text(_ json: JSON, _ member: String) -> String? {
    guard let value = json[member] else { return nil }
    guard let text = value.text, !text.isEmpty, text.utf8.count <= Limits.pickedTextBytes else {
      fault("must be a text of 1 to \(Limits.pickedTextBytes) bytes", at: member)
      return nil
    }
    return text
  }

  private mutating func pointer(_ json: JSON, at member: String) -> JSONPointer? {
    do throws(JSONPointerFault) {
      return try JSONPointer(parsing: json.text ?? "?")
    } catch {
      fault(json.text == nil ? "must be a JSON Pointer, as \"/id\"" : error.description, at: member)
      return nil
    }
  }
}
