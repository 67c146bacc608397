import OrderedJSON

/// Finds where in a JSON text a value stands. The text was read before: it is valid.
struct JSONLocator {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// - Parameter path: names of members and indices of elements.
  /// - Returns: `nil` where nothing has that path.
  func place(of path: some Sequence<String>) -> TextPlace? {
    var locator = self
    for step in path {
      guard locator.enter(step) else { return nil }
    }
    locator.skipSpace()
    let before = bytes.prefix(locator.position)
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return TextPlace(
      line: before.count { $0 == UInt8(ascii: "\n") } + 1, column: before.count - lineStart + 1)
  }

  /// Goes from the start of an object or a list to that of a value in it.
  private mutating func enter(_ step: String) -> Bool {
    skipSpace()
    let isObject = next == UInt8(ascii: "{")
    guard isObject || next == UInt8(ascii: "[") else { return false }
    position += 1
    var index = 0
    while true {
      skipSpace()
      guard let byte = next, byte != UInt8(ascii: "}"), byte != UInt8(ascii: "]") else {
        return false
      }
      let name = isObject ? memberName() : String(index)
      if name == step { return true }
      skipValue()
      skipSpace()
      if next == UInt8(ascii: ",") { position += 1 }
      index += 1
    }
  }

  /// Reads a member's name, and goes behind its colon.
  private mutating func memberName() -> String? {
    let start = position
    skipText()
    let name = try? JSON(parsing: bytes[start..<position]).text
    skipSpace()
    if next == UInt8(ascii: ":") { position += 1 }
    return name
  }

  private mutating func skipValue() {
    var depth = 0
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        skipText()
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return }
        depth -= 1
      case UInt8(ascii: ","):
        if depth == 0 { return }
      default: break
      }
      position += 1
    }
  }

  private mutating func skipText() {
    position = min(position + 1, bytes.count)
    while let byte = next, byte != UInt8(ascii: "\"") {
      position = min(position + (byte == UInt8(ascii: "\\") ? 2 : 1), bytes.count)
    }
    position = min(position + 1, bytes.count)
  }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }
}
