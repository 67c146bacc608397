/// Finds several texts in one pass over another: Aho and Corasick's automaton (Communications of the
/// ACM 18, 1975), in which a state is what was read last, as far as it begins one of the texts.
///
/// Bytes that encodings of one text have in each other's place count as the same: `-` and `_` for the
/// last two characters of base64 (RFC 4648, 5), `+` for a space in forms.
struct ManyTextSearch: Sendable {
  /// Where texts were found that overlap.
  struct Match: Hashable {
    let range: Range<Int>
    /// That of the longest.
    let index: Int
    private let longest: Int

    init(range: Range<Int>, index: Int) {
      self.init(range: range, index: index, longest: range.count)
    }

    private init(range: Range<Int>, index: Int, longest: Int) {
      (self.range, self.index, self.longest) = (range, index, longest)
    }

    /// One from the beginning of the first to the end of the last.
    func joined(with other: Match) -> Match {
      let long = longest < other.longest ? other : self
      let start = min(range.lowerBound, other.range.lowerBound)
      let end = max(range.upperBound, other.range.upperBound)
      return Match(range: start..<end, index: long.index, longest: long.longest)
    }
  }

  private struct State: Sendable {
    let byte: UInt8
    /// How many bytes were read.
    let depth: Int32
    /// That of the first text that begins with them.
    let owner: Int32
    /// Those that one byte more leads to: the first, and the next one of its parent's; 0: none.
    var firstChild: Int32 = 0
    var sibling: Int32 = 0
    /// The longest other state that this one ends with.
    var fallback: Int32 = 0
    /// How long the longest of the texts is that this one ends with, and its index; 0: none.
    var length: Int32 = 0
    var index: Int32 = 0
  }

  /// The first is the one in which nothing was read.
  private var states = [State(byte: 0, depth: 0, owner: 0)]
  /// Where each byte leads from there.
  private var beginnings = [Int32](repeating: 0, count: 256)

  /// Adds a text to be found. Where it is there already, it keeps its index.
  mutating func add(_ text: [UInt8], as index: Int) {
    let index = Int32(truncatingIfNeeded: index)
    var state: Int32 = 0
    for byte in text.lazy.map(ManyTextSearch.folded) {
      if let next = child(of: state, by: byte) {
        state = next
      } else {
        let next = Int32(truncatingIfNeeded: states.count)
        let (depth, sibling) = (states[Int(state)].depth + 1, states[Int(state)].firstChild)
        states.append(State(byte: byte, depth: depth, owner: index, sibling: sibling))
        states[Int(state)].firstChild = next
        if state == 0 { beginnings[Int(byte)] = next }
        state = next
      }
    }
    guard state != 0, states[Int(state)].length == 0 else { return }
    states[Int(state)].length = states[Int(state)].depth
    states[Int(state)].index = index
  }

  /// Is done once, when all texts were added.
  mutating func prepare() {
    // The shorter before the longer, whose fallbacks they are.
    var waiting = children(of: 0)
    var place = 0
    while place < waiting.count {
      let state = waiting[place]
      place += 1
      for child in children(of: state) {
        waiting.append(child)
        let fallback = successor(
          of: states[Int(state)].fallback, by: states[Int(child)].byte)
        states[Int(child)].fallback = fallback
        if states[Int(child)].length == 0 {
          states[Int(child)].length = states[Int(fallback)].length
          states[Int(child)].index = states[Int(fallback)].index
        }
      }
    }
  }

  /// Where the texts are in another, in its order; those that overlap are one.
  /// - Parameter beginning: so many bytes at the end of the other that begin one of the texts are taken
  ///   for it; `nil`: none.
  func matches(in text: [UInt8], beginning: Int? = nil) -> [Match] {
    guard states.count > 1 else { return [] }
    var matches: [Match] = []
    func add(_ range: Range<Int>, _ index: Int32) {
      var match = Match(range: range, index: Int(index))
      while let last = matches.last, last.range.upperBound > range.lowerBound {
        match = match.joined(with: last)
        matches.removeLast()
      }
      matches.append(match)
    }
    var state: Int32 = 0
    for (place, byte) in text.enumerated() {
      state = successor(of: state, by: ManyTextSearch.folded(byte))
      let found = states[Int(state)]
      if found.length > 0 { add((place + 1 - Int(found.length))..<(place + 1), found.index) }
    }
    let last = states[Int(state)]
    if let beginning, last.depth >= beginning {
      add((text.count - Int(last.depth))..<text.count, last.owner)
    }
    return matches
  }

  private func successor(of state: Int32, by byte: UInt8) -> Int32 {
    var state = state
    while true {
      if let next = child(of: state, by: byte) { return next }
      if state == 0 { return 0 }
      state = states[Int(state)].fallback
    }
  }

  private func child(of state: Int32, by byte: UInt8) -> Int32? {
    if state == 0 {
      let child = beginnings[Int(byte)]
      return child == 0 ? nil : child
    }
    var child = states[Int(state)].firstChild
    while child != 0 {
      if states[Int(child)].byte == byte { return child }
      child = states[Int(child)].sibling
    }
    return nil
  }

  private func children(of state: Int32) -> [Int32] {
    var children: [Int32] = []
    var child = states[Int(state)].firstChild
    while child != 0 {
      children.append(child)
      child = states[Int(child)].sibling
    }
    return children
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: " "): UInt8(ascii: "+")
    case UInt8(ascii: "_"): UInt8(ascii: "/")
    default: byte
    }
  }
}
