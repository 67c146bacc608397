import OrderedJSON

/// Puts what references find in their places, and counts the bytes of what becomes of it.
struct TemplateRenderer {
  private let references: [Reference]
  private let values: ReferenceValues
  /// What each reference finds.
  private let found: [JSON?]
  private let picker: Picker
  private let escape: (String) -> String
  private var isEscaping = false
  private var bytesLeft = Limits.renderedBytes

  /// - Parameter picker: has picked from the same values at most.
  init(
    _ references: [Reference], over values: ReferenceValues, picker: Picker = Picker(),
    escape: @escaping (String) -> String
  ) {
    (self.references, self.values, self.escape) = (references, values, escape)
    self.picker = picker
    found = values.values(of: references)
  }

  /// - Parameter member: what references find in it is escaped.
  mutating func template(
    _ whole: TemplatePart, escaping member: String?
  ) throws(ReferenceFault) -> JSON {
    if case .object(let members) = whole { return try object(members, escaping: member) }
    // What could be left out of nothing is refused when the template is read.
    return try value(of: whole) ?? .null
  }

  /// Why a part cannot be made out by itself; `nil`: it can.
  mutating func fault(of part: TemplatePart) -> ReferenceFault? {
    let before = bytesLeft
    defer { bytesLeft = before }
    do throws(ReferenceFault) {
      _ = try value(of: part)
      return nil
    } catch {
      return error
    }
  }

  /// - Returns: `nil` where it is left out.
  private mutating func value(of part: TemplatePart) throws(ReferenceFault) -> JSON? {
    switch part {
    case .literal(let json):
      try take(json)
      return json
    case .reference(let number, let pick, let orElse, let isOptional):
      return try value(of: number, pick, orElse: orElse, isOptional: isOptional)
    case .date(let rule, let from):
      let date = try date(rule, from: from)
      try take(date)
      return date
    case .text(let pieces):
      var bytes: [UInt8] = []
      try append(pieces, to: &bytes)
      let text = JSON.string(String(decoding: bytes, as: UTF8.self))
      try take(text)
      return text
    case .list(let parts):
      try take(bytes: 2 + parts.count)
      var elements: [JSON] = []
      for part in parts {
        if let value = try value(of: part) { elements.append(value) }
      }
      return .array(elements)
    case .object(let members): return try object(members, escaping: nil)
    }
  }

  private mutating func object(
    _ parts: [(key: String, part: TemplatePart)], escaping member: String?
  ) throws(ReferenceFault) -> JSON {
    try take(bytes: 2)
    var members: [JSON.Member] = []
    for (key, part) in parts {
      let outer = isEscaping
      defer { isEscaping = outer }
      isEscaping = isEscaping || key == member
      guard let value = try value(of: part) else { continue }
      // Its quotes are counted with it; a colon and a comma are not.
      try take(.string(key))
      try take(bytes: 2)
      members.append(JSON.Member(key, value))
    }
    return .object(members)
  }

  private mutating func value(
    of number: Int, _ pick: Pick?, orElse: TemplatePart?, isOptional: Bool
  ) throws(ReferenceFault) -> JSON? {
    guard isEscaping else { return try plainValue(of: number, pick, orElse: orElse, isOptional) }
    isEscaping = false
    defer { isEscaping = true }
    let before = bytesLeft
    guard let value = try plainValue(of: number, pick, orElse: orElse, isOptional) else {
      return nil
    }
    bytesLeft = before
    let text = JSON.string(escape(value.composed))
    try take(text)
    return text
  }

  private mutating func plainValue(
    of number: Int, _ pick: Pick?, orElse: TemplatePart?, _ isOptional: Bool
  ) throws(ReferenceFault) -> JSON? {
    let reference = references[number]
    var missing = ReferenceFault.tooLarge
    if let found = found[number] {
      guard let pick else {
        try take(found)
        return found
      }
      switch try picked(pick, from: found, reference) {
      case .found(let value):
        try take(value)
        return value
      case .nothing: missing = .picksNothing(reference, how: pick.words)
      case .several(let count): throw .picksSeveral(reference, how: pick.words, count: count)
      }
    } else if orElse == nil, !isOptional {
      throw .ofMissing(reference, in: values)
    }
    if let orElse { return try value(of: orElse) }
    guard isOptional else { throw missing }
    return nil
  }

  private mutating func picked(
    _ pick: Pick, from value: JSON, _ reference: Reference
  ) throws(ReferenceFault) -> Picker.Result {
    // What elements are known by is compared and not sent; one value of it may be as long.
    let before = bytesLeft
    defer { bytesLeft = before }
    var wanted: [JSON] = []
    if case .elements(let members) = pick.way {
      for member in members { wanted.append(try self.value(of: member.value) ?? .null) }
    }
    return try picker.picked(pick, from: value, of: reference, where: wanted)
  }

  private mutating func date(
    _ rule: DateRule, from: TemplatePart?
  ) throws(ReferenceFault) -> JSON {
    var zone = values.zone
    if let name = rule.timezone {
      guard let named = values.zones(name) else {
        throw .noDate(why: "there is no time zone \(name.quoted)")
      }
      zone = named
    }
    var instant = values.instant
    if let from {
      let before = bytesLeft
      let told = try value(of: from)
      bytesLeft = before
      instant = told?.scalarText.flatMap { DateRule.instant(of: $0, in: zone) }
      if instant == nil { throw .noDate(why: "what it is to follow from tells no time") }
    }
    guard let instant else { throw .noDate(why: "there is no run from which it could follow") }
    guard let date = rule.value(from: instant, in: zone) else {
      throw .noDate(why: "its year has not four digits")
    }
    return date
  }

  private mutating func append(
    _ pieces: [TemplatePart], to bytes: inout [UInt8]
  ) throws(ReferenceFault) {
    for piece in pieces {
      if case .text(let inner) = piece {
        try append(inner, to: &bytes)
        continue
      }
      // The whole text is counted when it is there; until then no piece, nor all of them, may have more
      // bytes than are left.
      let before = bytesLeft
      bytesLeft -= bytes.count
      let value = try value(of: piece)
      bytesLeft = before
      bytes.append(contentsOf: (value?.composed ?? "").utf8)
      guard bytes.count <= bytesLeft else { throw .tooLarge }
    }
  }

  private mutating func take(_ json: JSON) throws(ReferenceFault) {
    guard let count = json.byteCount(upTo: bytesLeft) else { throw .tooLarge }
    bytesLeft -= count
  }

  private mutating func take(bytes: Int) throws(ReferenceFault) {
    guard bytes <= bytesLeft else { throw .tooLarge }
    bytesLeft -= bytes
  }
}

extension JSON {
  /// As it stands in a composed text: a text as it is, anything else as its JSON.
  fileprivate var composed: String { text ?? serialized }
}
