/// Why a text is not JSON, and where.
package struct JSONFault: Error, Hashable, Sendable {
  /// Counted from 1.
  package let line: Int
  /// Counted from 1, in bytes of UTF-8.
  package let column: Int
  /// What is wrong there, for a person.
  package let message: String

  /// `line 3, column 7: …`
  package var description: String { "line \(line), column \(column): \(message)" }

  /// The same in a longer text.
  /// - Parameter lines: that stand before.
  package func behind(_ lines: Int) -> JSONFault {
    JSONFault(line: line + lines, column: column, message: message)
  }
}

extension JSON {
  /// Reads one JSON text that comes from outside.
  /// - Parameter maximumDepth: of arrays and objects inside one another.
  /// - Throws: `JSONFault` for bytes that are not UTF-8, not JSON (RFC 8259), or nested deeper.
  package init(
    parsing bytes: some Collection<UInt8>, maximumDepth: Int = Limits.depth
  ) throws(JSONFault) {
    let contiguous = ContiguousArray(bytes)
    let result: Result<JSON, JSONFault> = contiguous.withUnsafeBufferPointer { buffer in
      var parser = JSONParser(buffer, maximumDepth: maximumDepth)
      do throws(JSONFault) {
        return .success(try parser.document())
      } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }

  /// Reads one JSON text out of a string.
  /// - Throws: `JSONFault`, as for bytes.
  package init(parsing text: String, maximumDepth: Int = Limits.depth) throws(JSONFault) {
    try self.init(parsing: text.utf8, maximumDepth: maximumDepth)
  }

  /// Reads one JSON text that this program stored, however deep it put there what it was given.
  /// - Throws: `JSONFault`, as for bytes.
  package init(stored text: String) throws(JSONFault) {
    try self.init(parsing: text, maximumDepth: Limits.storedDepth)
  }
}

/// A recursive descent over bytes; `depth` bounds the recursion.
private struct JSONParser {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let maximumDepth: Int
  private var position = 0
  private var depth = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  mutating func document() throws(JSONFault) -> JSON {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    skipSpace()
    guard position < bytes.count else {
      throw fault("the text is empty; a JSON value would be right")
    }
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw fault("nothing may follow the JSON value") }
    return value
  }

  private mutating func value() throws(JSONFault) -> JSON {
    switch peek {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"): return .number(try number())
    case .some(let byte) where isDigit(byte): return .number(try number())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case nil: throw fault("the text ends where a value should stand")
    default:
      throw fault(
        "expected a value: an object, a list, a text in double quotes, a number, true, false or null"
      )
    }
  }

  private mutating func object() throws(JSONFault) -> JSON {
    try enter()
    var members: [JSON.Member] = []
    skipSpace()
    if take(UInt8(ascii: "}")) {
      depth -= 1
      return .object(members)
    }
    while true {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else {
        throw fault("expected a member's name in double quotes")
      }
      let key = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw fault("expected \":\" after the name") }
      skipSpace()
      members.append(JSON.Member(key, try value()))
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "}")) else { throw fault("expected \",\" or \"}\"") }
      depth -= 1
      return .object(members)
    }
  }

  private mutating func array() throws(JSONFault) -> JSON {
    try enter()
    var elements: [JSON] = []
    skipSpace()
    if take(UInt8(ascii: "]")) {
      depth -= 1
      return .array(elements)
    }
    while true {
      skipSpace()
      elements.append(try value())
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "]")) else { throw fault("expected \",\" or \"]\"") }
      depth -= 1
      return .array(elements)
    }
  }

  private mutating func enter() throws(JSONFault) {
    guard depth < maximumDepth else {
      throw fault("nested deeper than \(maximumDepth) levels")
    }
    depth += 1
    position += 1
  }

  private mutating func string() throws(JSONFault) -> String {
    position += 1
    let start = position
    while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      position += 1
    }
    if peek == UInt8(ascii: "\"") {
      let text = try decode(UnsafeBufferPointer(rebasing: bytes[start..<position]), from: start)
      position += 1
      return text
    }
    return try escapedString(from: start)
  }

  private mutating func escapedString(from start: Int) throws(JSONFault) -> String {
    var unescaped = Array(bytes[start..<position])
    while true {
      switch peek {
      case UInt8(ascii: "\""):
        let text = try unescaped.withUnsafeBufferPointer { buffer -> Result<String, JSONFault> in
          do throws(JSONFault) { return .success(try decode(buffer, from: start)) } catch {
            return .failure(error)
          }
        }.get()
        position += 1
        return text
      case UInt8(ascii: "\\"):
        position += 1
        try escape(into: &unescaped)
      case nil:
        throw fault("the text ends inside a string; a double quote would close it")
      case .some(let byte) where byte < 0x20:
        throw fault("a control character inside a string must be written as an escape")
      case .some(let byte):
        unescaped.append(byte)
        position += 1
      }
    }
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
    guard let byte = peek else { throw fault("the text ends inside an escape") }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      position += 1
      text.append(contentsOf: String(Character(try escapedScalar())).utf8)
      return
    default: throw fault("no such escape; \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX are")
    }
    position += 1
  }

  /// A `\u` escape, or the pair of them that UTF-16 writes a character beyond U+FFFF with.
  private mutating func escapedScalar() throws(JSONFault) -> Unicode.Scalar {
    let unit = try hexadecimal()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    if unit < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
      let low = try hexadecimal()
      if (0xDC00...0xDFFF).contains(low),
        let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
      {
        return scalar
      }
    }
    throw fault("half of a surrogate pair is no character")
  }

  private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80
      else { throw fault("\\u takes four hexadecimal digits") }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }

  private mutating func number() throws(JSONFault) -> String {
    let start = position
    _ = take(UInt8(ascii: "-"))
    if take(UInt8(ascii: "0")) {
      if let byte = peek, isDigit(byte) { throw fault("a number does not begin with 0") }
    } else {
      try digits()
    }
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() throws(JSONFault) {
    guard let first = peek, isDigit(first) else { throw fault("expected a digit") }
    while let byte = peek, isDigit(byte) { position += 1 }
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private mutating func literal(_ word: StaticString, _ value: JSON) throws(JSONFault) -> JSON {
    for index in 0..<word.utf8CodeUnitCount {
      guard take(word.utf8Start[index]) else { throw fault("expected \(word)") }
    }
    return value
  }

  private func decode(_ text: UnsafeBufferPointer<UInt8>, from start: Int) throws(JSONFault)
    -> String
  {
    guard let decoded = String(validating: text, as: UTF8.self) else {
      throw fault("this text is not valid UTF-8", at: start)
    }
    return decoded
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private func fault(_ message: String, at place: Int? = nil) -> JSONFault {
    let read = bytes[..<min(place ?? position, bytes.count)]
    let line = read.count { $0 == 0x0A } + 1
    let column = read.count - (read.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
    return JSONFault(line: line, column: column, message: message)
  }
}
