/// What stands before and behind the parts of a text that are sought.
struct TextBounds: Hashable {
  /// In UTF-8; `nil`: the beginning of the text.
  let after: [UInt8]?
  /// `nil`: the end of the text.
  let before: [UInt8]?

  init(after: String?, before: String?) {
    self.after = after.map { Array($0.utf8) }
    self.before = before.map { Array($0.utf8) }
  }

  /// Where the parts lie, in order; each time that the first bound stands there counts, with the next
  /// second one. Linear in the length of the text.
  func ranges(in text: [UInt8]) -> [Range<Int>] {
    let ends = before.map { places(of: $0, in: text) }
    // From the beginning there is one: up to the first.
    guard let after else { return (ends ?? [text.count]).prefix(1).map { 0..<$0 } }
    let starts = places(of: after, in: text).map { $0 + after.count }
    guard let ends else { return starts.map { $0..<text.count } }
    var (found, next): ([Range<Int>], Int) = ([], 0)
    for start in starts {
      while next < ends.count, ends[next] < start { next += 1 }
      guard next < ends.count else { break }
      found.append(start..<ends[next])
    }
    return found
  }

  /// Where a text stands in another; no two of the places overlap.
  ///
  /// Source: Knuth, Morris and Pratt, "Fast Pattern Matching in Strings".
  private func places(of wanted: [UInt8], in text: [UInt8]) -> [Int] {
    guard !wanted.isEmpty else { return [] }
    // How many bytes of the wanted text's beginning are its end as well, for each of its beginnings.
    var borders = [0]
    var border = 0
    for byte in wanted.dropFirst() {
      while border > 0, wanted[border] != byte { border = borders[border - 1] }
      if wanted[border] == byte { border += 1 }
      borders.append(border)
    }
    var (found, matched): ([Int], Int) = ([], 0)
    for (place, byte) in text.enumerated() {
      while matched > 0, wanted[matched] != byte { matched = borders[matched - 1] }
      if wanted[matched] == byte { matched += 1 }
      guard matched == wanted.count else { continue }
      found.append(place + 1 - wanted.count)
      matched = 0
    }
    return found
  }
}
