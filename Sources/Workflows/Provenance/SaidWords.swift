import OrderedJSON

/// What people said, as words in a row, so that a value is found among them however the sentence
/// around it is written. Time and memory grow with what was said.
struct SaidWords: Sendable {
  /// By the hash of words in a row, in lower case: the entry in which they were said first.
  private var said: [Int: Int] = [:]
  private var bytesLeft = Limits.saidBytes

  /// - Parameter entry: its number; later ones come later.
  mutating func add(_ text: String, in entry: Int) {
    let words = SaidWords.words(of: text, most: bytesLeft)
    bytesLeft -= min(bytesLeft, text.utf8.count)
    for start in words.indices {
      var hasher = Hasher()
      for word in words[start...].prefix(Limits.saidWordsInRow) {
        hasher.combine(word)
        let hash = hasher
        said[hash.finalize()] = min(said[hash.finalize()] ?? entry, entry)
      }
    }
  }

  /// - Returns: whether somebody had said it by then.
  func contains(_ text: String, before entry: Int) -> Bool {
    guard !said.isEmpty, text.utf8.count <= Limits.saidValueBytes else { return false }
    let words = SaidWords.words(of: text, most: Limits.saidValueBytes)
    guard !words.isEmpty, words.count <= Limits.saidWordsInRow else { return false }
    var hasher = Hasher()
    for word in words { hasher.combine(word) }
    guard let first = said[hasher.finalize()] else { return false }
    return first < entry
  }

  /// In lower case, without the signs around them; what stands in quotes or after `=`, `:` or `/` too.
  private static func words(of text: String, most: Int) -> [String] {
    text.utf8.prefix(most).split { $0.isSpace || separators.contains($0) }
      .compactMap { word in
        var word = word
        while let last = word.last, signs.contains(last) { word.removeLast() }
        while let first = word.first, signs.contains(first) { word.removeFirst() }
        return word.isEmpty ? nil : String(Substring(word)).lowercased()
      }
  }

  private static let separators = Set(",;\"'`()[]{}<>|".utf8)
  private static let signs = Set(".:!?*_#".utf8)
}
