import Automations
import OrderedJSON

/// What HTML says, as plain text: for who reads a mail without showing HTML.
enum HTMLText {
  /// One pass over the text; whatever it is, something comes of it.
  static func plain(_ html: String) -> String {
    var writer = Writer()
    var rest = Array(html.utf8)[...]
    while let byte = rest.first {
      if byte == UInt8(ascii: "<"), let tag = Tag(at: rest) {
        rest = rest[tag.end...]
        writer.take(tag)
        if tag.hidesContent { rest = rest[tag.endOfContent(in: rest)...] }
      } else if byte == UInt8(ascii: "&"), let character = HTMLCharacter(at: rest) {
        writer.write(character.text)
        rest = rest[character.end...]
      } else {
        let next = rest.dropFirst().firstIndex {
          $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&")
        }
        let end = next ?? rest.endIndex
        writer.write(String(decoding: rest[..<end], as: UTF8.self))
        rest = rest[end...]
      }
    }
    let text = writer.text
    return text.isEmpty ? "This mail is in HTML; open it in a program that shows that." : text
  }
}

/// A tag, or a comment.
private struct Tag {
  /// In lower case; empty of a comment.
  let name: String
  let isEnd: Bool
  /// Of a link where it leads.
  let link: String?
  /// Behind it.
  let end: Int

  /// - Returns: `nil` where no tag begins, or none ends.
  init?(at rest: ArraySlice<UInt8>) {
    let inner = rest.dropFirst()
    if inner.starts(with: "!--".utf8) {
      let end = inner.firstRange(of: Array("-->".utf8))?.upperBound
      (name, isEnd, link, self.end) = ("", false, nil, end ?? rest.endIndex)
      return
    }
    isEnd = inner.first == UInt8(ascii: "/")
    let word = (isEnd ? inner.dropFirst() : inner).prefix { $0.isLetterOrDigit || $0 == 0x21 }
    // No tag holds another, so that each byte is looked at once.
    let brackets = [UInt8(ascii: "<"), UInt8(ascii: ">")]
    guard !word.isEmpty, let close = inner.firstIndex(where: brackets.contains),
      inner[close] == UInt8(ascii: ">")
    else { return nil }
    name = String(decoding: word.prefix(Limits.tagNameBytes), as: UTF8.self).lowercased()
    end = close + 1
    link = name == "a" && !isEnd ? Tag.link(in: inner[word.endIndex..<close]) : nil
  }

  /// Of several attributes of one name the first counts.
  private static func link(in attributes: ArraySlice<UInt8>) -> String? {
    let value = HTMLAttributes(attributes).first { $0.name.isText("href") }?.value
    guard let value else { return nil }
    let text = HTMLCharacter.text(of: value).trimmedOfWhiteSpace
    let schemes = ["http:", "https:", "mailto:"]
    return schemes.contains { text.utf8.prefix($0.utf8.count).isText($0) } ? text : nil
  }

  /// Whether what stands up to its end is nothing to read.
  var hidesContent: Bool { !isEnd && ["style", "script", "title"].contains(name) }

  func endOfContent(in rest: ArraySlice<UInt8>) -> Int {
    let mark = "</\(name)"
    var place = rest.startIndex
    while let open = rest[place...].firstIndex(of: UInt8(ascii: "<")) {
      if rest[open...].prefix(mark.utf8.count).isText(mark) { return open }
      place = open + 1
    }
    return rest.endIndex
  }
}

/// Puts text together: white space is one space, blocks are lines, links tell where they lead.
private struct Writer {
  private var lines: [String] = [""]
  private var links: [String?] = []

  /// Without blank lines around, and never two of them in a row.
  var text: String {
    var kept: [String] = []
    for line in lines.map(\.trimmedOfWhiteSpace) where !line.isEmpty || kept.last?.isEmpty == false
    {
      kept.append(line)
    }
    return kept.joined(separator: "\n").trimmedOfWhiteSpace
  }

  mutating func take(_ tag: Tag) {
    switch tag.name {
    case "br": lines.append("")
    case "p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "hr":
      lines += ["", ""]
    case "div", "tr", "section", "article", "header", "footer", "pre": begin()
    case "li":
      begin()
      if !tag.isEnd { write("- ") }
    case "td", "th": if tag.isEnd { write(" ") }
    case "a" where !tag.isEnd: links.append(tag.link)
    case "a":
      // Bytes: to walk characters backward, as flags are some, takes the square of their number.
      if let link = links.popLast() ?? nil,
        lines.last?.utf8.suffix(link.utf8.count).elementsEqual(link.utf8) != true
      {
        write(" (\(link))")
      }
    default: break
    }
  }

  /// A line, unless one has just begun.
  private mutating func begin() {
    if lines.last?.isEmpty != true { lines.append("") }
  }

  mutating func write(_ text: String) {
    var line = lines.popLast() ?? ""
    for character in text {
      guard character.isWhitespace else {
        line.append(character)
        continue
      }
      if line.utf8.last != UInt8(ascii: " "), !line.isEmpty { line.append(" ") }
    }
    lines.append(line)
  }
}

extension Sequence<UInt8> {
  /// Whether it is a text of lower case, in whatever case.
  fileprivate func isText(_ text: String) -> Bool {
    elementsEqual(text.utf8) { ((0x41...0x5A).contains($0) ? $0 | 0x20 : $0) == $1 }
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool { isUnreserved && !"-._~".utf8.contains(self) }
}
