/// The attributes of a tag, one after another (HTML, 13.1.2.3).
struct HTMLAttributes: Sequence, IteratorProtocol {
  private var rest: ArraySlice<UInt8>

  /// - Parameter rest: what stands between the tag's name and the bracket at its end.
  init(_ rest: ArraySlice<UInt8>) { self.rest = rest }

  /// As they are written; a value without its quotes, and empty where there is none.
  mutating func next() -> (name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
    rest = rest.drop { $0.isHTMLSpace || $0 == UInt8(ascii: "/") }
    guard !rest.isEmpty else { return nil }
    let equals = UInt8(ascii: "=")
    // An equals sign in front is a part of the name.
    let name =
      rest.dropFirst().firstIndex {
        $0.isHTMLSpace || $0 == UInt8(ascii: "/") || $0 == equals
      }.map { rest[..<$0] } ?? rest
    rest = rest[name.endIndex...]
    let behind = rest.drop(while: \.isHTMLSpace)
    guard behind.first == equals else { return (name, []) }
    rest = behind.dropFirst().drop(while: \.isHTMLSpace)
    return (name, value())
  }

  private mutating func value() -> ArraySlice<UInt8> {
    let isQuoted = [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(rest.first)
    guard isQuoted, let quote = rest.first else {
      let value = rest.prefix { !$0.isHTMLSpace }
      rest = rest[value.endIndex...]
      return value
    }
    let value = rest.dropFirst().prefix { $0 != quote }
    rest = rest[value.endIndex...].dropFirst()
    return value
  }
}

extension UInt8 {
  /// ASCII's white space, as HTML has it.
  var isHTMLSpace: Bool { [0x20, 0x09, 0x0A, 0x0C, 0x0D].contains(self) }
}
