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

  /// Stands for a deceptive character: a control character's picture, a space, else �.
  fileprivate var sign: Unicode.Scalar {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: " "
    case 0..<0x20: Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"
    case 0x7F: "\u{2421}"
    default: "\u{FFFD}"
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

extension String {
  /// The text for a person: what is not seen and would change what is seen stands as a sign of its own,
  /// line breaks as spaces.
  package var shown: String {
    // Nearly every text is plain, and a list has hundreds.
    guard utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 }),
      unicodeScalars.contains(where: \.isDeceptive)
    else { return self }
    var shown = UnicodeScalarView()
    for scalar in unicodeScalars { shown.append(scalar.isDeceptive ? scalar.sign : scalar) }
    return String(shown)
  }
}
