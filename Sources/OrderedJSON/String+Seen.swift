extension Unicode.Scalar {
  /// Whether it is not seen and changes what is seen: a control character, or one that embeds,
  /// overrides or isolates a direction (https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters),
  /// or one that ends a line.
  package var isDeceptive: Bool {
    switch value {
    case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  fileprivate var isSeen: Bool {
    if isASCII { return value > 0x20 && value < 0x7F }
    let properties = properties
    return !properties.isWhitespace && !properties.isDefaultIgnorableCodePoint
      && properties.generalCategory != .format && !isDeceptive
  }
}

extension StringProtocol {
  /// Whether anything is seen of the text, so that it can be a name for people.
  package var isSeen: Bool { unicodeScalars.contains(where: \.isSeen) }
}
