import OrderedJSON

/// How a value is picked out of what a reference finds.
struct Pick: Sendable {
  let way: Way
  /// Which of those that are found, from 0, negative from the end; `nil`: there must be one.
  let nth: Int?
  /// Where it goes on from what was picked.
  let then: JSONPointer?

  enum Way: Sendable {
    /// The value of a line with a label.
    case label(String)
    /// What stands in a text behind one and before another; `nil`: from its beginning, to its end.
    case between(after: String?, before: String?)
    /// In the JSON that a text is.
    case json(JSONPointer)
    /// The elements of a list that have these values.
    case elements([(pointer: JSONPointer, value: TemplatePart)])
  }

  /// In an error; it tells names and no values.
  var words: String {
    switch way {
    case .label(let label): "a line with the label \(label.quoted)"
    case .between(let after?, _): "a text behind \(after.quoted)"
    case .between(nil, let before): "a text before \((before ?? "").quoted)"
    case .json(let pointer): "JSON with \(pointer.description.quoted)"
    case .elements(let members):
      "an element with the same "
        + members.map { $0.pointer.description.quoted }.joined(separator: " and ")
    }
  }
}
