extension StringProtocol {
  /// The text where it has at most so many characters (Unicode scalars, so that its bytes have a
  /// bound too), else its beginning with an ellipsis.
  package func excerpt(_ most: Int) -> String {
    let scalars = unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: most, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else { return String(self) }
    return String(self[..<scalars.index(before: end)]) + "…"
  }

  /// The same in one line: white space and control characters become single spaces.
  package func inOneLine(_ most: Int) -> String {
    // A little more is looked at, since some of it may be spaces that go.
    var line = String.UnicodeScalarView()
    var isAfterSpace = true
    for scalar in unicodeScalars.prefix(4 * most) {
      let isSpace = scalar.properties.isWhitespace || scalar.isDeceptive
      if !isSpace { line.append(scalar) } else if !isAfterSpace { line.append(" ") }
      isAfterSpace = isSpace
    }
    if isAfterSpace, !line.isEmpty { line.removeLast() }
    let isWhole = unicodeScalars.dropFirst(4 * most).isEmpty
    return (String(line) + (isWhole ? "" : "…")).excerpt(most)
  }
}
