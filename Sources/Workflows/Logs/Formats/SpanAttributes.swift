import OrderedJSON

/// What a span or one of its events says by name: an OTLP list of keys and values, an object of dotted
/// names, objects inside one another, or the text of either.
struct SpanAttributes {
  private let values: [String: JSON]

  init(_ json: JSON?) {
    let whole = json?.openedText ?? .null
    if let pairs = whole.elements {
      let values = pairs.compactMap { pair in
        pair["key"]?.text.map { ($0, JSON(otlpValue: pair["value"])) }
      }
      self.values = Dictionary(values, uniquingKeysWith: { $1 })
    } else {
      let members = whole.members ?? []
      values = Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    }
  }

  /// The value of a dotted name; `nil` too where it is null.
  subscript(_ name: String) -> JSON? {
    if let value = values[name] { return value.unlessNull }
    let tokens = name.split(separator: ".")
    guard let first = tokens.first, var value = values[String(first)] else { return nil }
    for token in tokens.dropFirst() {
      guard let next = value[String(token)] else { return nil }
      value = next
    }
    return value.unlessNull
  }

  /// The first that is there.
  func first(of names: [String]) -> JSON? {
    for name in names {
      if let value = self[name] { return value }
    }
    return nil
  }

  func text(_ name: String) -> String? { self[name]?.text }

  /// A list that may be written out as `name.0.role`, `name.1.role`, …, or as the text of its JSON.
  func list(_ name: String) -> [JSON] {
    if let value = self[name] {
      return value.openedText.elements ?? []
    }
    let beginning = name + "."
    let flat = values.compactMap { key, value -> ([Substring], JSON)? in
      guard key.hasPrefix(beginning) else { return nil }
      let tokens = key.dropFirst(beginning.count).split(
        separator: ".", maxSplits: SpanAttributes.mostTokens, omittingEmptySubsequences: false)
      return (tokens, value)
    }
    return JSON(unflattening: flat.map { ($0[...], $1) }).elements ?? []
  }

  /// Of a flattened name: conventions have eight at most, as `3.message.tool_calls.0.tool_call.function.name`.
  private static let mostTokens = 12
}

extension JSON {
  /// OTLP's `AnyValue`, also in the names of Protocol Buffers (`string_value`).
  init(otlpValue value: JSON?) {
    guard let member = value?.members?.first else {
      self = value?.members == nil ? value ?? .null : .null
      return
    }
    switch member.key {
    case "intValue", "int_value":
      // 64 bits stand in a text (protobuf's JSON mapping).
      if let text = member.value.text, let number = Int(text) {
        self = JSON(number)
      } else {
        self = member.value
      }
    case "arrayValue", "array_value":
      self = .array((member.value["values"]?.elements ?? []).map { JSON(otlpValue: $0) })
    case "kvlistValue", "kvlist_value":
      self = .object(
        (member.value["values"]?.elements ?? []).compactMap { pair in
          pair["key"]?.text.map { Member($0, JSON(otlpValue: pair["value"])) }
        })
    default: self = member.value
    }
  }

  /// Lists and objects out of names that were flattened: all numbers make a list.
  fileprivate init(unflattening pairs: [(tokens: ArraySlice<Substring>, value: JSON)]) {
    if let leaf = pairs.first(where: { $0.tokens.isEmpty }) {
      self = leaf.value
      return
    }
    var below: [Substring: [(ArraySlice<Substring>, JSON)]] = [:]
    for (tokens, value) in pairs {
      guard let token = tokens.first else { continue }
      below[token, default: []].append((tokens.dropFirst(), value))
    }
    let numbered = below.compactMap { token, pairs in Int(token).map { ($0, pairs) } }
    if numbered.count == below.count {
      self = .array(numbered.sorted { $0.0 < $1.0 }.map { JSON(unflattening: $0.1) })
    } else {
      self = .object(
        below.sorted { $0.key < $1.key }.map {
          Member(String($0.key), JSON(unflattening: $0.value))
        })
    }
  }
}
