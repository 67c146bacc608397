/// Cuts what comes in pieces into lines that end with LF; of CR LF, the CR is white space of JSON.
package struct LineReader: Sendable {
  private let most: Int
  private var rest: [UInt8] = []
  private var isSkipping = false

  /// A line of what was read, or that there was one too long to be kept.
  package enum Line: Hashable, Sendable {
    case whole([UInt8])
    /// Its beginning.
    case tooLong([UInt8])
  }

  /// - Parameter most: bytes of a line.
  package init(most: Int) { self.most = most }

  /// - Returns: the lines that end with these bytes, and those that have become too long with them.
  package mutating func read(_ bytes: some Collection<UInt8>) -> [Line] {
    var lines: [Line] = []
    var left = bytes[...]
    while let end = left.firstIndex(of: 0x0A) {
      lines += take(left[..<end])
      if !isSkipping { lines.append(.whole(rest)) }
      (rest, isSkipping) = ([], false)
      left = left[end...].dropFirst()
    }
    return lines + take(left)
  }

  /// What stands behind the last line.
  package mutating func last() -> Line? {
    defer { rest = [] }
    return rest.isEmpty || isSkipping ? nil : .whole(rest)
  }

  private mutating func take(_ bytes: some Collection<UInt8>) -> [Line] {
    guard !isSkipping else { return [] }
    rest.append(contentsOf: bytes.prefix(most + 1 - rest.count))
    guard rest.count > most else { return [] }
    defer { rest = [] }
    isSkipping = true
    return [.tooLong(rest)]
  }
}
