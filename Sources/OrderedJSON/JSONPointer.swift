/// A way from a JSON value to one inside it (RFC 6901): names of members and numbers of elements.
package struct JSONPointer: Hashable, Sendable {
  /// Unescaped, from the outside in; none: the whole value.
  package let tokens: [String]

  package init(_ tokens: [String] = []) { self.tokens = tokens }

  /// Reads `/a/b~1c/0`; an empty text is the whole value.
  /// - Throws: `JSONPointerFault` where a text does not begin with `/`, or has a `~` without 0 or 1.
  package init(parsing text: String) throws(JSONPointerFault) {
    guard let first = text.utf8.first else {
      self.init()
      return
    }
    guard first == UInt8(ascii: "/") else { throw .noSlash }
    try self.init(relative: String(text.unicodeScalars.dropFirst()))
  }

  /// Reads `a/b~1c/0`, without the slash before the first token, as references have it.
  /// - Throws: `JSONPointerFault.strayTilde` where a `~` has no 0 or 1 behind it.
  package init(relative text: String) throws(JSONPointerFault) {
    var tokens: [String] = []
    for token in text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      tokens.append(try JSONPointer.unescaped(token))
    }
    self.init(tokens)
  }

  /// The way to what a member or an element of the value at this one's end is called.
  package func appending(_ token: String) -> JSONPointer { JSONPointer(tokens + [token]) }

  /// The same of an element, counted from 0.
  package func appending(_ index: Int) -> JSONPointer { appending(String(index)) }

  /// `a/b~1c/0`, without the slash before the first token, as references have it.
  package var relative: String { tokens.map(JSONPointer.escaped).joined(separator: "/") }

  private static func unescaped(_ token: Substring.UTF8View) throws(JSONPointerFault) -> String {
    guard token.contains(UInt8(ascii: "~")) else { return String(Substring(token)) }
    var bytes: [UInt8] = []
    var rest = token[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "~") else {
        bytes.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
      case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
      default: throw .strayTilde
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func escaped(_ token: String) -> String {
    var bytes: [UInt8] = []
    for byte in token.utf8 {
      switch byte {
      case UInt8(ascii: "~"): bytes.append(contentsOf: "~0".utf8)
      case UInt8(ascii: "/"): bytes.append(contentsOf: "~1".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension JSONPointer: CustomStringConvertible {
  /// `/a/b~1c/0`; empty for the whole value.
  package var description: String { tokens.isEmpty ? "" : "/" + relative }
}

/// Why a text is no JSON Pointer, with what would be right.
package enum JSONPointerFault: Error, Hashable, Sendable, CustomStringConvertible {
  case noSlash, strayTilde

  package var description: String {
    switch self {
    case .noSlash: "must begin with \"/\", as in /name/0"
    case .strayTilde: "has a \"~\" that means nothing: \"~0\" stands for \"~\", \"~1\" for \"/\""
    }
  }
}
