import OrderedJSON

extension String {
  /// The text for a page: what is not seen and would change what is seen stands as a sign of its own,
  /// line breaks as spaces.
  var shown: String {
    // Nearly every text is plain, and a list has hundreds.
    guard utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 }),
      unicodeScalars.contains(where: \.isDeceptive)
    else { return self }
    var shown = UnicodeScalarView()
    for scalar in unicodeScalars { shown.append(scalar.isDeceptive ? scalar.sign : scalar) }
    return String(shown)
  }

  /// The text as a field of one line shows it: a browser would leave its line breaks away.
  var onOneLine: String {
    String(map { $0.isNewline ? " " : $0 })
  }

  /// The same, cut to what a line of a list has room for.
  var listed: String { excerpt(Limits.excerptCharacters).shown }

  /// The same, cut to what the page about it has room for.
  var detailed: String { excerpt(Limits.pageTextCharacters).shown }
}

extension Unicode.Scalar {
  /// Stands for a character that cannot be shown: a control character's picture, else �.
  fileprivate var sign: Unicode.Scalar {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: " "
    case 0..<0x20: Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"
    case 0x7F: "\u{2421}"
    default: "\u{FFFD}"
    }
  }
}
