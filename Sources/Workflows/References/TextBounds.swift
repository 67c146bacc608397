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
    let ends = before.map { text.places(of: $0) }
    // From the beginning there is one: up to the first.
    guard let after else { return (ends ?? [text.count]).prefix(1).map { 0..<$0 } }
    let starts = text.places(of: after).map { $0 + after.count }
    guard let ends else { return starts.map { $0..<text.count } }
    var (found, next): ([Range<Int>], Int) = ([], 0)
    for start in starts {
      while next < ends.count, ends[next] < start { next += 1 }
      guard next < ends.count else { break }
      found.append(start..<ends[next])
    }
    return found
  }
}
