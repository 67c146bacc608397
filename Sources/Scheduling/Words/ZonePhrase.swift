import OrderedJSON

/// A time zone that is named in the text of a schedule, which has a field of its own: `new york time`
/// of `every day at 9am new york time`.
struct ZonePhrase {
  /// As it was typed.
  let phrase: String
  /// In characters from the beginning of the text.
  let position: Int
  /// The IANA names that it may mean; not empty.
  let zones: [String]
  /// The text without it; empty where there is nothing else.
  let rest: String

  /// Nil where the text names no zone at its end, as an abbreviation, or as the time of a place.
  init?(in text: String, zones: TimeZoneDatabase) {
    guard text.utf8.count <= Limits.scheduleTextCharacters, !ISODuration.looksLike(text) else {
      return nil
    }
    let words = text.split(separator: " ")
    for end in Self.ends(in: words) {
      for start in max(0, end - Self.longest)..<end {
        guard let first = words[start..<end].first, let last = words[start..<end].last,
          Self.mayBeZone(first), Self.mayBeZone(last)
        else { continue }
        let marks: (Character) -> Bool = { [",", ".", "(", ")"].contains($0) }
        let phrase = String(
          text[first.startIndex..<last.endIndex].drop(while: marks).reversed().drop(while: marks)
            .reversed())
        let said = zones.zones(said: phrase)
        if said.isEmpty { continue }
        self.phrase = phrase
        position = text.distance(from: text.startIndex, to: first.startIndex)
        self.zones = Array(said.prefix(Limits.zonesOffered))
        var rest = words[..<start]
        while let last = rest.last, Self.links.contains(last.lowercased()) { rest.removeLast() }
        self.rest = Rewording.joined(
          rest.joined(separator: " ")[...].trimmingEnd(of: ","),
          words[end...].joined(separator: " ")[...])
        return
      }
    }
    return nil
  }

  /// No zone begins or ends with a number, a word that schedules are written with or one that stands
  /// between a time and its zone.
  private static func mayBeZone(_ word: Substring) -> Bool {
    let plain = word.lowercased()
    return !links.contains(plain) && !Vocabulary.all.contains(plain)
      && plain.utf8.first?.decimalDigit == nil
  }

  private static let links: Set = ["in", "the", "by", "local"]

  /// Words of a zone, as `New York local time` has them.
  private static let longest = 4

  /// Behind which words one may end: the last, and the first ones that are abbreviations or `time`.
  private static func ends(in words: [Substring]) -> [Int] {
    let marked = words.indices.filter { index in
      let word = words[index].lowercased().filter { $0.isLetter }
      return word == "time" || Vocabulary.timeZones.contains(word)
    }
    return [words.count] + marked.prefix(Limits.zonesOffered).map { $0 + 1 }
  }
}
