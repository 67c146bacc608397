import OrderedJSON

/// What stands in the place of a secret, or says what it is to be: `***`, `<token>`, `${API_KEY}`,
/// `[secret token]`, `string`.
enum Placeholder {
  static func covers(_ value: some Collection<UInt8>) -> Bool {
    guard value.count <= Limits.placeholderBytes else { return false }
    let text = trimmed(Array(value))
    guard let first = text.first, let last = text.last else { return true }
    if text.allSatisfy({ mask.contains($0) }) { return true }
    if let end = pairs[first], last == end { return true }
    if first == UInt8(ascii: "$"), text.dropFirst().allSatisfy(\.isOfVariable) { return true }
    let lower = String(decoding: text.map(\.lowercased), as: UTF8.self)
    return words.contains(lower) || beginnings.contains { lower.hasPrefix($0) }
  }

  private static let mask = Set("*.-_xX#".utf8 + Array("•…".utf8))
  /// What the text in them stands for.
  private static let pairs = [
    UInt8(ascii: "<"): UInt8(ascii: ">"), UInt8(ascii: "["): UInt8(ascii: "]"),
    UInt8(ascii: "{"): UInt8(ascii: "}"), UInt8(ascii: "%"): UInt8(ascii: "%"),
  ]
  private static let words: Set = [
    "apikey", "basic", "bearer", "bool", "boolean", "false", "hidden", "integer", "masked", "n/a",
    "nil", "no", "none", "null", "number", "object", "optional", "password", "redacted", "removed",
    "required", "secret", "str", "string", "text", "token", "true", "undefined", "unknown", "yes",
  ]
  private static let beginnings = [
    "${", "process.env", "os.environ", "os.getenv", "your_", "your-", "your api",
  ]

  /// Without the white space around it.
  private static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    guard let first = bytes.firstIndex(where: { !$0.isSpace }),
      let last = bytes.lastIndex(where: { !$0.isSpace })
    else { return [] }
    return bytes[first...last]
  }
}

extension UInt8 {
  /// As variables are named: `API_KEY`.
  fileprivate var isOfVariable: Bool { isUpper || isDigit || self == UInt8(ascii: "_") }
}
