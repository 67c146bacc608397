/// The words of Prometheus' text format, version 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
enum Exposition {
  static func line(_ name: String, _ labels: String, _ value: String) -> String {
    labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
  }

  /// `a="b",c="d"`.
  static func labels(_ dimensions: [(String, String)]) -> String {
    dimensions.map { "\(name($0, colons: false))=\"\(escaped($1))\"" }.joined(separator: ",")
  }

  /// A name with `_` in place of what the format does not take there.
  static func name(_ text: String, colons: Bool = true) -> String {
    let plain = String(
      text.map { character in
        let isPlain =
          character.isASCII
          && (character.isLetter || character.isNumber || character == "_"
            || colons && character == ":")
        return isPlain ? character : "_"
      })
    return plain.first.map { $0.isNumber } ?? true ? "_" + plain : plain
  }

  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return Int64(exactly: value).map { "\($0)" } ?? "\(value)"
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      switch character {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n", "\r\n": escaped += "\\n"
      default: escaped.append(character)
      }
    }
  }
}
