/// A path with names in braces that values stand for (OpenAPI 3.1.1, 4.8.8.1).
struct PathTemplate: Sendable {
  let pieces: [Piece]

  enum Piece: Sendable {
    case text(String)
    case name(String)
  }

  /// - Parameter text: braces that do not enclose a name are part of the path.
  init(_ text: String) {
    var pieces: [Piece] = []
    var rest = text.utf8[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "{")),
      let close = rest[open...].firstIndex(of: UInt8(ascii: "}"))
    {
      pieces.append(.text(String(Substring(rest[..<open]))))
      pieces.append(.name(String(Substring(rest[open..<close].dropFirst()))))
      rest = rest[close...].dropFirst()
    }
    pieces.append(.text(String(Substring(rest))))
    self.pieces = pieces
  }

  /// What its values are called.
  var names: [String] {
    pieces.compactMap { if case .name(let name) = $0 { name } else { nil } }
  }
}
