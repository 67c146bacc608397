import OrderedJSON

/// Finds where in a JSON text values stand. The text was read before: it is valid.
struct JSONLocator {
  private let bytes: [UInt8]
  private var position = 0
  /// Where the values that were found begin, by the place of their path.
  private var starts: [Int: Int] = [:]

  /// One walk over the text, however many the paths are.
  /// - Parameter paths: of a few values, each names of members and indices of elements.
  /// - Returns: for each path its place; `nil` where nothing has it.
  static func places(of paths: [ArraySlice<String>], in text: String) -> [TextPlace?] {
    var locator = JSONLocator(text)
    locator.walk(paths.enumerated().map { (path: $1, place: $0) })
    let places = locator.textPlaces
    return paths.indices.map { places[$0] }
  }

  private init(_ text: String) { bytes = Array(text.utf8) }

  /// Goes over a value, and notes where it begins, or values in it, that are looked for.
  /// - Parameter wanted: the rest of each path from here on.
  private mutating func walk(_ wanted: [(path: ArraySlice<String>, place: Int)]) {
    skipSpace()
    for (path, place) in wanted where path.isEmpty { starts[place] = position }
    var wanted = wanted.filter { !$0.path.isEmpty }
    let isObject = next == UInt8(ascii: "{")
    guard !wanted.isEmpty, isObject || next == UInt8(ascii: "[") else { return skipValue() }
    position += 1
    var index = 0
    while true {
      skipSpace()
      guard let byte = next, byte != UInt8(ascii: "}"), byte != UInt8(ascii: "]") else { break }
      let name = isObject ? memberName() : String(index)
      let meant = wanted.filter { $0.path.first == name }
      if meant.isEmpty {
        skipValue()
      } else {
        wanted.removeAll { $0.path.first == name }
        walk(meant.map { ($0.path.dropFirst(), $0.place) })
      }
      skipSpace()
      if next == UInt8(ascii: ",") { position += 1 }
      index += 1
    }
    position = min(position + 1, bytes.count)
  }

  /// Of what was found, by the place of its path.
  private var textPlaces: [Int: TextPlace] {
    var places: [Int: TextPlace] = [:]
    var (line, lineStart, read) = (1, 0, 0)
    for (place, start) in starts.sorted(by: { $0.value < $1.value }) {
      while read < start {
        if bytes[read] == UInt8(ascii: "\n") { (line, lineStart) = (line + 1, read + 1) }
        read += 1
      }
      places[place] = TextPlace(line: line, column: start - lineStart + 1)
    }
    return places
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
