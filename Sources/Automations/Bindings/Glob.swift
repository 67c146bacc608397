/// A pattern in which `*` stands for any characters, none included; everything else is literal.
struct Glob: Sendable {
  private let first: [UInt8]
  private let middle: [Needle]
  /// `nil`: the pattern has no star.
  private let last: [UInt8]?
  /// How many bytes of a name it says.
  let literalBytes: Int

  init(_ pattern: String) {
    let parts = pattern.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
      .map(Array.init)
    first = parts.first ?? []
    last = parts.count > 1 ? parts.last : nil
    middle = parts.dropFirst().dropLast().filter { !$0.isEmpty }.map(Needle.init)
    literalBytes = parts.reduce(0) { $0 + $1.count }
  }

  func matches(_ name: String) -> Bool { matches(Array(name.utf8)) }

  /// In time that grows with the lengths of pattern and name, not with their product: what stands
  /// between two stars is looked for once, since its first place leaves most room for what follows.
  func matches(_ name: [UInt8]) -> Bool {
    guard let last else { return name == first }
    let end = name.count - last.count
    guard first.count <= end, name.starts(with: first), name[end...].elementsEqual(last) else {
      return false
    }
    var place = first.count
    for needle in middle {
      guard let next = needle.end(in: name[place..<end]) else { return false }
      place = next
    }
    return true
  }
}

/// Bytes that are looked for, as Knuth, Morris and Pratt do.
private struct Needle: Sendable {
  private let bytes: [UInt8]
  /// For each beginning of the bytes how much of its end is a beginning, too.
  private let borders: [Int]

  /// - Parameter bytes: one at least.
  init(_ bytes: [UInt8]) {
    var borders = [0]
    for byte in bytes.dropFirst() {
      var border = borders[borders.count - 1]
      while border > 0, bytes[border] != byte { border = borders[border - 1] }
      borders.append(bytes[border] == byte ? border + 1 : 0)
    }
    (self.bytes, self.borders) = (bytes, borders)
  }

  /// Behind the first place where the bytes stand; `nil` where they do not.
  func end(in text: ArraySlice<UInt8>) -> Int? {
    var found = 0
    for index in text.indices {
      while found > 0, bytes[found] != text[index] { found = borders[found - 1] }
      if bytes[found] == text[index] { found += 1 }
      if found == bytes.count { return index + 1 }
    }
    return nil
  }
}
