import OrderedJSON

/// Where secrets stand in a text: what looks like one, and what is called so there. Linear in its length.
struct SecretSearch {
  struct Found: Hashable {
    /// In the text's bytes.
    let range: Range<Int>
    /// What it is called: `api_key`.
    let name: String
  }

  private let bytes: [UInt8]
  /// Before which no name tells anything: that was looked at.
  private var settled = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// In their order, none in another.
  static func found(in bytes: [UInt8]) -> [Found] {
    var search = SecretSearch(bytes)
    var found: [Found] = []
    var place = 0
    while place < bytes.count {
      if let next = search.secret(at: place) {
        found.append(next)
        place = max(next.range.upperBound, place + 1)
      } else {
        place += 1
      }
    }
    return found
  }

  /// What begins at a place, or follows on it.
  private mutating func secret(at place: Int) -> Found? {
    switch bytes[place] {
    case UInt8(ascii: ":"): password(after: place) ?? named(before: place)
    case UInt8(ascii: "="): named(before: place)
    case UInt8(ascii: "-"): privateKey(at: place)
    case let byte where byte.isLetterOrDigit: isWordBegin(place) ? word(at: place) : nil
    default: nil
    }
  }

  private func isWordBegin(_ place: Int) -> Bool {
    guard place > 0 else { return true }
    let before = bytes[place - 1]
    // The letter of an escape is none of a word: `\nsk-…`.
    if place > 1, bytes[place - 2] == UInt8(ascii: "\\") { return true }
    return !before.isLetterOrDigit && before != UInt8(ascii: "_") && before != UInt8(ascii: "-")
  }

  private func word(at place: Int) -> Found? {
    for token in KnownToken.byFirst[Int(bytes[place])] {
      if let end = token.end(in: bytes, from: place) {
        return Found(range: place..<end, name: token.name)
      }
    }
    return credentials(at: place)
  }

  /// `Bearer …` (RFC 6750, 2.1) and `Basic …` (RFC 7617).
  private func credentials(at place: Int) -> Found? {
    guard bytes[place].lowercased == UInt8(ascii: "b") else { return nil }
    for (scheme, name) in SecretSearch.schemes
    where bytes.count - place > scheme.count
      && bytes[place..<(place + scheme.count)].map(\.lowercased) == scheme
    {
      let rest = bytes[(place + scheme.count)...]
      let end = rest.firstIndex { !$0.isOfToken } ?? rest.endIndex
      let token = rest[..<end]
      guard token.count >= 8, !Placeholder.covers(token) else { return nil }
      // A word of a sentence is neither; base64 comes in fours (RFC 4648, 4).
      let isMixed = token.dropFirst().contains { $0.isDigit || $0.isUpper }
      let isLikely =
        name == "password"
        ? isMixed && token.count.isMultiple(of: 4) : isMixed || token.count >= 20
      return isLikely ? Found(range: rest.startIndex..<end, name: name) : nil
    }
    return nil
  }

  private static let schemes = [
    (Array("bearer ".utf8), "bearer_token"), (Array("basic ".utf8), "password"),
  ]

  /// `https://user:password@host` (RFC 3986, 3.2.1).
  private func password(after colon: Int) -> Found? {
    guard colon >= settled, bytes[colon...].starts(with: "://".utf8) else { return nil }
    var begin: Int?
    var place = colon + 3
    while place < bytes.count, !bytes[place].endsAuthority {
      if bytes[place] == UInt8(ascii: "@") {
        guard let begin, begin < place, !Placeholder.covers(bytes[begin..<place]) else {
          return nil
        }
        return Found(range: begin..<place, name: "password")
      }
      if bytes[place] == UInt8(ascii: ":"), begin == nil { begin = place + 1 }
      place += 1
    }
    return nil
  }

  /// PEM (RFC 7468, 10 and 11). One that is cut goes to the end.
  private func privateKey(at place: Int) -> Found? {
    guard bytes[place...].starts(with: SecretSearch.begin),
      place == 0 || bytes[place - 1] != UInt8(ascii: "-")
    else { return nil }
    let line = bytes[place...].prefix(SecretSearch.pemLine)
    guard line.isContaining(SecretSearch.privateKey) else { return nil }
    var end = place + SecretSearch.begin.count
    while end < bytes.count, !bytes[end...].starts(with: SecretSearch.end) { end += 1 }
    guard end < bytes.count else { return Found(range: place..<end, name: "private_key") }
    end += SecretSearch.end.count
    while end < bytes.count, bytes[end] != UInt8(ascii: "-") { end += 1 }
    while end < bytes.count, bytes[end] == UInt8(ascii: "-") { end += 1 }
    return Found(range: place..<end, name: "private_key")
  }

  private static let begin = Array("-----BEGIN ".utf8)
  private static let end = Array("-----END ".utf8)
  private static let privateKey = Array("PRIVATE KEY-----".utf8)
  private static let pemLine = 64
}

// What a name before a colon or an equals sign tells.
extension SecretSearch {
  /// `"password": "…"` also within a text of JSON, however often it was encoded; `password=…` in an
  /// address or a form; `API-Key: …` as a line.
  private mutating func named(before sign: Int) -> Found? {
    guard sign >= settled else { return nil }
    let isColon = bytes[sign] == UInt8(ascii: ":")
    let (name, isQuoted, isParam) = name(before: sign)
    guard let name = SecretSearch.telling(name, isParam: isParam && !isColon) else { return nil }
    var start = sign + 1
    while isColon || isQuoted, start < bytes.count, bytes[start] == UInt8(ascii: " ") { start += 1 }
    guard let range = value(from: start, of: name, isLine: isColon && !isQuoted),
      name.isSecret(bytes[range])
    else { return nil }
    return Found(range: range, name: name.text)
  }

  /// What stands before a sign, whether in quotes, and whether as a param of an address.
  private func name(before sign: Int) -> (ArraySlice<UInt8>, isQuoted: Bool, isParam: Bool) {
    var end = sign
    while end > 0, bytes[end - 1] == UInt8(ascii: " "), sign - end < 3 { end -= 1 }
    let isQuoted = end > 0 && bytes[end - 1].isQuote
    if isQuoted {
      end -= 1
      while end > 0, bytes[end - 1] == UInt8(ascii: "\\") { end -= 1 }
    }
    var begin = end
    while begin > 0, end - begin < Limits.tellingNameBytes, bytes[begin - 1].isOfName { begin -= 1 }
    if begin > 0, bytes[begin - 1] == UInt8(ascii: "\\") {
      if bytes[begin..<end].starts(with: SecretSearch.ampersand) {
        return (bytes[(begin + SecretSearch.ampersand.count)..<end], isQuoted, isParam: true)
      }
      // The letter of an escape is none of the name: `\npassword=`.
      if begin < end { begin += 1 }
    }
    let isParam =
      begin > 0 && (bytes[begin - 1] == UInt8(ascii: "?") || bytes[begin - 1] == UInt8(ascii: "&"))
      || bytes[..<begin].suffix(5).elementsEqual("&amp;".utf8)
    return (bytes[begin..<end], isQuoted, isParam)
  }

  private static func telling(_ name: ArraySlice<UInt8>, isParam: Bool) -> TellingName? {
    if let name = TellingName(name) { return name }
    return isParam ? TellingName(ofSignature: name) : nil
  }

  /// An `&` within a text of JSON, behind its backslash.
  private static let ampersand = Array("u0026".utf8)

  /// A value that begins at a place; `nil`: it is none.
  /// - Parameter isLine: whether it has to be all of its line.
  private mutating func value(
    from start: Int, of name: TellingName, isLine: Bool
  ) -> Range<Int>? {
    var begin = start
    while begin < bytes.count, bytes[begin] == UInt8(ascii: "\\") { begin += 1 }
    if begin < bytes.count, bytes[begin].isQuote, begin - start <= SecretSearch.mostBackslashes {
      return quoted(by: bytes[begin], behind: begin - start, from: begin + 1)
    }
    // An escape, `password:\n`, begins no value.
    guard begin == start else { return nil }
    var end = start
    let isHeader = name.namesLines && isLine
    while end < bytes.count, isHeader ? !bytes[end].endsHeader : !bytes[end].endsValue { end += 1 }
    var rest = end
    while rest < bytes.count, bytes[rest] == UInt8(ascii: " ") { rest += 1 }
    let endsLine = rest == bytes.count || bytes[rest].endsLine
    // What names stand in it end with it, and tell nothing either.
    settled = max(settled, end)
    guard end - start >= SecretSearch.leastUnquoted, !isLine || endsLine else { return nil }
    return start..<end
  }

  /// To the quote that ends it: within a text that was encoded again and again, each time a backslash
  /// became two and a quote got one. One that is cut goes to the end.
  private func quoted(
    by quote: UInt8, behind backslashes: Int, from start: Int
  ) -> Range<Int> {
    var end = start
    var before = 0
    while end < bytes.count {
      if bytes[end] == quote,
        before < backslashes || before % (2 * (backslashes + 1)) == backslashes
      {
        return start..<(end - min(before, backslashes))
      }
      before = bytes[end] == UInt8(ascii: "\\") ? before + 1 : 0
      end += 1
    }
    return start..<end
  }

  /// Of a text that was encoded four times.
  private static let mostBackslashes = 15

  /// A shorter one is hardly more than a word.
  private static let leastUnquoted = 4
}

extension UInt8 {
  fileprivate var isQuote: Bool { self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") }

  fileprivate var isOfName: Bool {
    isLetterOrDigit || self == UInt8(ascii: "_") || self == UInt8(ascii: "-")
      || self == UInt8(ascii: ".") || self == UInt8(ascii: " ")
  }

  /// RFC 6750, 2.1: `b64token`.
  fileprivate var isOfToken: Bool { isLetterOrDigit || tokenSigns.contains(self) }

  fileprivate var endsAuthority: Bool { isSpace || authorityEnds.contains(self) }

  fileprivate var endsValue: Bool { isSpace || valueEnds.contains(self) }

  fileprivate var endsHeader: Bool {
    isQuote || self == UInt8(ascii: "\\") || isSpace && self != UInt8(ascii: " ")
  }

  fileprivate var endsLine: Bool {
    isSpace || isQuote || self == UInt8(ascii: "\\") || self == UInt8(ascii: "<")
  }
}

private let tokenSigns = Set("-._~+/=".utf8)
private let authorityEnds = Set("/\\?#\"'<>".utf8)
private let valueEnds = Set("\"'<>&,;)}]#\\`".utf8)

extension ArraySlice<UInt8> {
  /// Of a text of a bounded length.
  fileprivate func isContaining(_ part: [UInt8]) -> Bool {
    guard count >= part.count else { return false }
    return (startIndex...(endIndex - part.count)).contains { self[$0...].starts(with: part) }
  }
}
