package import OrderedJSON

/// What loggers write where they left something out: `…[truncated]`, `... 900 more characters`,
/// `<response clipped>`, `[... 2952 chars trimmed ...]`.
package enum CutMark {
  /// Whether one stands in a text of the value. Linear in its size.
  package static func stands(in value: JSON) -> Bool {
    switch value {
    case .null, .bool, .number: false
    case .string(let text): stands(in: text)
    case .array(let elements): elements.contains { stands(in: $0) }
    case .object(let members): members.contains { stands(in: $0.value) }
    }
  }

  static func stands(in text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var search = CutSearch(bytes: bytes)
      return search.findsOne()
    }
  }
}

private struct CutSearch {
  let bytes: UnsafeBufferPointer<UInt8>
  /// Of the last bracket that opened, and whether an ellipsis stands before it.
  private var opened: (place: Int, isMarked: Bool)?
  /// Behind the last ellipsis, with the spaces after it.
  private var marked: Int?

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func findsOne() -> Bool {
    for place in bytes.indices {
      switch bytes[place] {
      case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "<"):
        opened = (place, marked == place)
      case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: ">"):
        if closes(at: place) { return true }
      case UInt8(ascii: " "): if marked == place { marked = place + 1 }
      case UInt8(ascii: "."), 0xA6: if endsEllipsis(at: place), says(after: place) { return true }
      case UInt8(ascii: "H"):
        if bytes[place...].starts(with: CutSearch.introduction) { return true }
      default: break
      }
    }
    return false
  }

  /// As the log viewer of Inspect writes it, over what is left.
  private static let introduction = Array("Here is a truncated version:".utf8)

  /// Whether what stands between brackets says so. In round ones that is a remark of any text, unless
  /// an ellipsis stands there, or nothing follows.
  private mutating func closes(at place: Int) -> Bool {
    guard let opened, place - opened.place <= Limits.cutMarkBytes else { return false }
    self.opened = nil
    let inside = bytes[(opened.place + 1)..<place]
    let isMarked =
      opened.isMarked || inside.starts(with: "...".utf8) || inside.starts(with: "…".utf8)
    let isRemark = bytes[place] == UInt8(ascii: ")") && !isMarked
    return CutWords(inside).sayThat(isMarked: isMarked)
      && (!isRemark || bytes[(place + 1)...].prefix(16).allSatisfy(\.isSpace))
  }

  /// Whether the last of three dots or of the bytes of `…` is there, and no other dot follows.
  private mutating func endsEllipsis(at place: Int) -> Bool {
    guard place >= 2 else { return false }
    let before = (bytes[place - 2], bytes[place - 1])
    let dot = UInt8(ascii: ".")
    let isEnd =
      bytes[place] == dot
      ? before == (dot, dot) && (place + 1 == bytes.count || bytes[place + 1] != dot)
      : before == (0xE2, 0x80)
    if isEnd { marked = place + 1 }
    return isEnd
  }

  /// Whether what follows on an ellipsis, up to the end of its line or another one, says so.
  private func says(after place: Int) -> Bool {
    let rest = bytes[(place + 1)...].prefix(Limits.cutMarkBytes)
    let end = rest.firstIndex { $0 == 0x0A || $0 == 0xE2 || CutSearch.ends.contains($0) }
    return CutWords(rest[..<(end ?? rest.endIndex)]).sayThat(isMarked: true)
  }

  private static let ends = Set(".,;[]()<>{}\"'\\".utf8)
}

/// The words of what may be such a mark.
private struct CutWords {
  private var words: Set<String> = []
  private var (hasNumber, hasPlus, hasOthers) = (false, false, false)

  init(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    hasPlus = bytes.contains(UInt8(ascii: "+"))
    for word in bytes.split(whereSeparator: { !$0.isLetterOrDigit }) {
      let text = String(decoding: word.map(\.lowercased), as: UTF8.self)
      if all.contains(text) {
        words.insert(text)
      } else if word.first?.isDigit == true {
        hasNumber = true
      } else {
        hasOthers = true
        return
      }
    }
  }

  /// - Parameter isMarked: whether an ellipsis stands there, so that a count of what is left is enough.
  func sayThat(isMarked: Bool) -> Bool {
    guard !hasOthers else { return false }
    if !words.isDisjoint(with: cut) { return true }
    let tellsCount = hasPlus || words.contains("more") || words.contains("first")
    return isMarked && hasNumber && tellsCount && !words.isDisjoint(with: units)
  }
}

private let cut: Set = ["truncated", "trimmed", "clipped", "omitted", "elided", "abridged"]
private let units: Set = [
  "chars", "characters", "bytes", "kb", "mb", "lines", "tokens", "items", "rows", "words",
]
private let all: Set = cut.union(units).union([
  "base64", "by", "content", "data", "due", "file", "first", "for", "is", "it", "length", "limit",
  "log", "logger", "message", "middle", "more", "observation", "of", "output", "response", "result",
  "results", "size", "text", "the", "to", "too", "long", "tool", "total", "was", "whole",
])
