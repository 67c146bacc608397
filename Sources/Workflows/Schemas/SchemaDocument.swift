package import OrderedJSON

/// A document that schemas stand in, with what the references in it lead to. Made once, it serves all
/// of its schemas.
package struct SchemaDocument: Sendable {
  /// By their texts; `nil`: nowhere.
  private let targets: [Spelling: JSON?]
  /// Whether beside a `$ref` nothing else counts, as in OpenAPI 3.0 and in drafts before 2019-09.
  let hasLoneReferences: Bool

  package init(_ json: JSON) { self.init(json, referredToBy: json) }

  /// - Parameter schema: one that is no part of it, whose references lead into it too.
  init(_ json: JSON, referredToBy schema: JSON) {
    var texts: Set<Spelling> = []
    json.gatherReferences(into: &texts)
    schema.gatherReferences(into: &texts)
    let pointers = texts.compactMap { text in
      SchemaDocument.pointer(of: text.text).map { (text, $0) }
    }
    targets = Dictionary(
      zip(pointers.map(\.0), json.values(at: pointers.map(\.1))), uniquingKeysWith: { $1 })
    let dialect = json["$schema"]?.text ?? schema["$schema"]?.text ?? ""
    hasLoneReferences =
      ["draft-03", "draft-04", "draft-06", "draft-07"].contains { dialect.contains($0) }
      || json["openapi"]?.text?.hasPrefix("3.0") == true || json["swagger"] != nil
  }

  /// What a `$ref` that stands in it leads to, as `#/components/parameters/page`; `nil` where it leads
  /// out of the document, or nowhere.
  package func target(of reference: String) -> JSON? {
    targets[Spelling(reference)] ?? nil
  }

  /// Reads `#/components/schemas/Pet%20shop`: a pointer in a URI (RFC 6901, 6).
  private static func pointer(of reference: String) -> JSONPointer? {
    guard reference.utf8.first == UInt8(ascii: "#") else { return nil }
    var bytes: [UInt8] = []
    var rest = reference.utf8.dropFirst()
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst()?.hexadecimalDigit,
        let low = rest.popFirst()?.hexadecimalDigit
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self).flatMap { try? JSONPointer(parsing: $0) }
  }
}

extension JSON {
  /// Whatever stands in a `$ref`; what is found so in data does no harm.
  fileprivate func gatherReferences(into texts: inout Set<Spelling>) {
    switch self {
    case .array(let elements):
      for element in elements { element.gatherReferences(into: &texts) }
    case .object(let members):
      for member in members {
        if member.key == "$ref", let text = member.value.text { texts.insert(Spelling(text)) }
        member.value.gatherReferences(into: &texts)
      }
    default: break
    }
  }
}

extension UInt8 {
  fileprivate var hexadecimalDigit: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
