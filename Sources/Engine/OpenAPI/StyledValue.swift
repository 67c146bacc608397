import Automations
import OrderedJSON

/// A value as it is written in a path, a header, a query or a form (OpenAPI 3.1.1, 4.8.12.3 and
/// 4.8.12.4).
struct StyledValue {
  let argument: String
  let parts: ValueParts
  let style: ParameterStyle
  let explodes: Bool
  let encode: (String) -> String

  /// As it stands in a path or a header.
  func text() throws(ParamFault) -> String {
    var output = BoundedText(upTo: Limits.urlBytes)
    func append(_ part: String) throws(ParamFault) { try output.append(part, of: argument) }
    switch style {
    case .matrix:
      let name = encode(argument)
      switch parts {
      case .pairs where explodes: for piece in pieces { try append(";" + piece) }
      case .list where explodes: for piece in pieces { try append(";" + name + "=" + piece) }
      case .word(""): try append(";" + name)
      default:
        try append(";" + name + "=")
        try join(pieces, by: ",", append)
      }
    case .label:
      try append(".")
      try join(pieces, by: explodes ? "." : ",", append)
    default: try join(pieces, by: ",", append)
    }
    return output.text
  }

  /// Adds it to a query or a form.
  func add(to output: inout BoundedText) throws(ParamFault) {
    let name = encode(argument)
    switch (parts, style) {
    case (.pairs(let pairs), .deepObject):
      let (open, close) = (encode("["), encode("]"))
      for pair in pairs {
        try output.append(
          name + open + encode(pair.name) + close, encode(pair.value), of: argument)
      }
    case (_, .deepObject):
      throw ParamFault(argument.quoted, "must be an object: its members are sent one by one")
    case (.pairs(let pairs), .form) where explodes:
      for pair in pairs {
        try output.append(encode(pair.name), encode(pair.value), of: argument)
      }
    case (.list(let list), _) where explodes:
      for element in list { try output.append(name, encode(element), of: argument) }
    default:
      try output.append(name, "", of: argument)
      try join(pieces, by: style.delimiter) { part throws(ParamFault) in
        try output.append(part, of: argument)
      }
    }
  }

  /// Encoded, as delimiters stand between them.
  private var pieces: [String] {
    switch parts {
    case .word(let word): [encode(word)]
    case .list(let list): list.map(encode)
    case .pairs(let pairs) where explodes && style != .spaceDelimited && style != .pipeDelimited:
      pairs.map { encode($0.name) + "=" + encode($0.value) }
    case .pairs(let pairs): pairs.flatMap { [encode($0.name), encode($0.value)] }
    }
  }

  private func join(
    _ pieces: [String], by delimiter: String, _ append: (String) throws(ParamFault) -> Void
  ) throws(ParamFault) {
    for (index, piece) in pieces.enumerated() {
      if index > 0 { try append(delimiter) }
      try append(piece)
    }
  }
}
