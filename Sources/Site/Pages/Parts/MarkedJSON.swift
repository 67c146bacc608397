import OrderedJSON
package import Templating

/// A value, pretty-printed for people, with marks at some of the values in it.
package struct MarkedJSON: TemplateModel {
  let pieces: [Piece]
  let isCut: Bool

  package struct Piece: TemplateModel {
    let text: String
    /// What is marked with it, counted from 1; 0: it is not marked.
    let number: Int

    package static var fields: [Field<Piece>] {
      [.text("text") { $0.text }, .number("mark") { $0.number }]
    }
  }

  /// - Parameters:
  ///   - numbers: by the places.
  ///   - limit: in bytes.
  init(_ value: JSON, marking numbers: [JSONPointer: Int], limit: Int) {
    let (pieces, isCut) = value.pretty(most: limit, marking: Set(numbers.keys))
    self.pieces = pieces.map { piece in
      Piece(text: piece.text, number: piece.place.flatMap { numbers[$0] } ?? 0)
    }
    self.isCut = isCut
  }

  package static var fields: [Field<MarkedJSON>] {
    [.list("pieces") { $0.pieces }, .flag("is_cut") { $0.isCut }]
  }
}
