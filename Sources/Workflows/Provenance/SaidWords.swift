import OrderedJSON

/// What people said, as words in a row, so that a value is found among them however the sentence
/// around it is written. Time and memory grow with what was said.
struct SaidWords: Sendable {
  /// By the hash of words in a row, in lower case: the entry in which they were said first.
  private var said: [Int: Int] = [:]
  /// The same of single words in their own case, by their hashes.
  private var spelled: Set<Int> = []
  private var bytesLeft = Limits.saidBytes

  /// - Parameter entry: its number; later ones come later.
  mutating func add(_ text: String, in entry: Int) {
    let words = SaidWords.words(of: text, most: bytesLeft)
    bytesLeft -= min(bytesLeft, text.utf8.count)
    for word in words { spelled.insert(Spelling(word).hashValue) }
    let lowercased = words.map { $0.lowercased() }
    for start in lowercased.indices {
      var hasher = Hasher()
      for word in lowercased[start...].prefix(Limits.saidWordsInRow) {
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
    for word in words { hasher.combine(word.lowercased()) }
    guard let first = said[hasher.finalize()] else { return false }
    return first < entry
  }

  /// Whether a single word was said in just that spelling; of several words that does not matter.
  func isSpelled(_ text: String) -> Bool {
    let words = SaidWords.words(of: text, most: Limits.saidValueBytes)
    return words.count != 1 || spelled.contains(Spelling(words[0]).hashValue)
  }

  /// Without the signs around them; what stands in quotes or after `=`, `:` or `/` too.
  private static func words(of text: String, most: Int) -> [String] {
    text.utf8.prefix(most).split { $0.isSpace || separators.contains($0) }
      .compactMap { word in
        var word = word
        while let last = word.last, signs.contains(last) { word.removeLast() }
        while let first = word.first, signs.contains(first) { word.removeFirst() }
        return word.isEmpty ? nil : String(Substring(word))
      }
  }

  private static let separators = Set(",;\"'`()[]{}<>|".utf8)
  private static let signs = Set(".:!?*_#".utf8)
}
