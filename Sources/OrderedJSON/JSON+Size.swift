extension JSON {
  /// How many bytes `serialized` has; `nil` where it has more than are asked for, which is found out
  /// without a look at what lies behind them.
  package func byteCount(upTo most: Int) -> Int? {
    var left = most
    return takesBytes(from: &left) ? most - left : nil
  }

  /// - Returns: whether there are enough of them.
  private func takesBytes(from left: inout Int) -> Bool {
    switch self {
    case .null: left -= 4
    case .bool(let value): left -= value ? 4 : 5
    case .number(let digits): left -= digits.utf8.count
    case .string(let text): JSON.takeBytes(of: text, from: &left)
    case .array(let elements):
      left -= 2 + max(elements.count - 1, 0)
      for element in elements where left < 0 || !element.takesBytes(from: &left) { return false }
    case .object(let members):
      // Of each member a colon, and a comma but for one of them.
      left -= 2 + members.count + max(members.count - 1, 0)
      for member in members {
        JSON.takeBytes(of: member.key, from: &left)
        guard left >= 0, member.value.takesBytes(from: &left) else { return false }
      }
    }
    return left >= 0
  }

  private static func takeBytes(of text: String, from left: inout Int) {
    left -= 2 + text.utf8.count
    guard left >= 0 else { return }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x0A, 0x0D, 0x09: left -= 1
      case 0..<0x20: left -= 5
      default: break
      }
    }
  }
}
