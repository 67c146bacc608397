import OrderedJSON

/// The names of tools, those first that are likely to be meant by another.
package struct NearestNames {
  private let names: [String]

  /// - Parameter name: that is none of them.
  package init(to name: String, among names: [String]) {
    let wanted = NearestNames.plain(name)
    // Of those that are as near, the order is the document's.
    self.names = names.enumerated()
      .map { (name: $0.element, place: $0.offset, likeness: wanted.likeness(of: $0.element)) }
      .sorted { ($1.likeness, $0.place) < ($0.likeness, $1.place) }
      .map(\.name)
  }

  /// `a, b, c and 12 more`, as many as a sentence bears.
  package var inWords: String {
    guard !names.isEmpty else { return "none" }
    let told = names.prefix(Limits.namedInNotices).map { $0.inOneLine(Limits.quotedNameBytes) }
    let more = names.count - told.count
    return told.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  /// `sendMail`, `send_mail` and `send-mail` are one.
  fileprivate static func plain(_ name: String) -> [UInt8] {
    name.lowercased().utf8.prefix(Limits.toolNameBytes).filter { !"_-. ".utf8.contains($0) }
  }
}

extension [UInt8] {
  /// How many letters both have at their beginnings and at their ends, in one go through them.
  fileprivate func likeness(of name: String) -> Int {
    let other = NearestNames.plain(name)
    let shorter = Swift.min(count, other.count)
    let begin = zip(self, other).prefix { $0.0 == $0.1 }.count
    let end = zip(reversed(), other.reversed()).prefix { $0.0 == $0.1 }.count
    return Swift.min(begin + end, shorter)
  }
}
