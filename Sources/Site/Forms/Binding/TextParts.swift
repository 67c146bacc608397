import OrderedJSON

/// A text in which parts of a call stand, as people type it: `Status for {name}`.
struct TextParts: Hashable {
  enum Part: Hashable {
    case text(String)
    /// - Parameters:
    ///   - pointer: behind `params/`.
    ///   - isOptional: whether nothing stands there where the call has nothing.
    case call(_ pointer: String, isOptional: Bool)
  }

  private let parts: [Part]
  /// What stands in braces as names do, and is none of the call's.
  private let unknown: [String]

  /// What stands in braces is a part of the call where that has a parameter of the name; else it stands
  /// for itself.
  init(typed: String, _ call: CallParameters) {
    var parts: [Part] = []
    var unknown: [String] = []
    var rest = Substring(typed)
    var plain = ""
    while let brace = rest.firstIndex(of: "{") {
      plain += rest[..<brace]
      let inner = rest[brace...].dropFirst().prefix { $0 != "}" && $0 != "{" }
      let isClosed = inner.endIndex < rest.endIndex && rest[inner.endIndex] == "}"
      if isClosed, let part = TextParts.part(String(inner), call) {
        if !plain.isEmpty { parts.append(.text(plain)) }
        plain = ""
        parts.append(part)
        rest = rest[inner.endIndex...].dropFirst()
      } else {
        if isClosed, TextParts.isName(inner) { unknown.append(String(inner)) }
        plain += "{"
        rest = rest[brace...].dropFirst()
      }
    }
    plain += rest
    if !plain.isEmpty { parts.append(.text(plain)) }
    (self.parts, self.unknown) = (parts, unknown)
  }

  /// Whether somebody who wrote it in braces meant a part of a call.
  private static func isName(_ text: Substring) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || "_-./~".contains($0) }
  }

  /// - Parameter typed: a name of the call's, or the way to something in it.
  private static func part(_ typed: String, _ call: CallParameters) -> Part? {
    guard let tokens = try? JSONPointer(relative: typed).tokens, let name = tokens.first,
      let parameter = call[name]
    else { return nil }
    return .call(typed, isOptional: !parameter.isEverywhere)
  }

  /// A text where no part of a call is in it.
  var template: JSON {
    if parts.isEmpty { return "" }
    if case .text(let text) = parts[0], parts.count == 1 { return .string(text) }
    return [
      "$text": .array(
        parts.map { part in
          switch part {
          case .text(let text): .string(text)
          case .call(let pointer, let isOptional):
            TextParts.reference(pointer, besides: isOptional ? [.init("default", "")] : [])
          }
        })
    ]
  }

  /// - Returns: `nil` where it is no text, or one that would become another when it is typed.
  init?(template: JSON, _ call: CallParameters) {
    let composed = template.members?.count == 1 ? template["$text"]?.elements : nil
    guard let pieces = template.text == nil ? composed : [template] else { return nil }
    var parts: [Part] = []
    var plain = ""
    for piece in pieces {
      if let text = piece.text {
        plain += text
        continue
      }
      if !plain.isEmpty { parts.append(.text(plain)) }
      plain = ""
      guard let pointer = TextParts.pointer(of: piece) else { return nil }
      let others = (piece.members ?? []).filter { $0.key != "$ref" }
      guard others.isEmpty || others == [.init("default", "")] else { return nil }
      parts.append(.call(pointer, isOptional: !others.isEmpty))
    }
    if !plain.isEmpty { parts.append(.text(plain)) }
    (self.parts, unknown) = (parts, [])
    guard TextParts(typed: typed, call) == self, !typed.hasCarriageReturn else { return nil }
  }

  /// As it is typed.
  var typed: String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .call(let pointer, _): "{\(pointer)}"
      }
    }.joined()
  }
}

extension TextParts {
  /// What is wrong with it; `nil`: nothing.
  func fault(_ call: CallParameters) -> String? {
    unknown.first.map {
      "{\($0.cut(toBytes: Limits.quotedNameBytes))} stands for nothing: \(call.inWords)"
    }
  }

  /// The same of a path, in which a brace stands for nothing else.
  func faultInPath(_ call: CallParameters) -> String? {
    if let fault = self.fault(call) { return fault }
    return hasBraces ? "a brace has to be around a name of the call's: \(call.inWords)" : nil
  }

  /// Whether one stands for itself.
  var hasBraces: Bool {
    parts.contains { part in
      guard case .text(let text) = part else { return false }
      return text.utf8.contains { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }
    }
  }

  /// - Parameters:
  ///   - pointer: behind `params/`; empty: all parameters.
  ///   - others: what the reference says besides.
  static func reference(_ pointer: String, besides others: [JSON.Member] = []) -> JSON {
    let text = pointer.isEmpty ? "params" : "params/" + pointer
    return .object([JSON.Member("$ref", .string(text))] + others)
  }

  /// Where a reference leads, behind `params/`; `nil`: the value is none.
  static func pointer(of json: JSON) -> String? {
    guard let text = json["$ref"]?.text else { return nil }
    if text == "params" { return "" }
    return text.hasPrefix("params/") ? String(text.dropFirst("params/".count)) : nil
  }
}

extension String {
  /// Whether a form would send it back with other line breaks.
  var hasCarriageReturn: Bool { utf8.contains(UInt8(ascii: "\r")) }
}
