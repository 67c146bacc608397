/// Finds what somebody meant by a word that is not known.
enum Spelling {
  /// The candidate with the fewest slips (a letter missing, added, changed, or two swapped): at
  /// most one in words of up to four letters, two in longer ones. The first wins among equals.
  /// - Parameter shortLetters: how many letters the words have in which one slip is allowed.
  static func nearest(
    to word: String, among candidates: some Sequence<String>, shortLetters: Int = 4
  ) -> String? {
    let letters = Array(word.utf8)
    guard (2...40).contains(letters.count) else { return nil }
    let allowed = letters.count <= shortLetters ? 1 : 2
    var best: (word: String, slips: Int)?
    for candidate in candidates {
      let other = Array(candidate.utf8)
      guard other.count > 1, abs(other.count - letters.count) <= allowed else { continue }
      let slips = slips(letters, other)
      if slips <= allowed, slips < best?.slips ?? Int.max { best = (candidate, slips) }
    }
    return best?.word
  }

  /// The optimal string alignment distance.
  private static func slips(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var cost = min(
          last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
