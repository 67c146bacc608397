extension StringProtocol {
  /// The same without white space around it (Unicode's property `White_Space`).
  package var trimmedOfWhiteSpace: String { trimmed(of: \.properties.isWhitespace) }

  /// The same without spaces and tabs around it.
  package var trimmed: String { trimmed(of: { $0 == " " || $0 == "\t" }) }

  /// Scalars are looked at and not characters: where a character begins is known of some, as of the
  /// halves of flags, only after a walk to the beginning of all of them.
  private func trimmed(of isStray: (Unicode.Scalar) -> Bool) -> String {
    let scalars = Substring(self).unicodeScalars
    guard let first = scalars.firstIndex(where: { !isStray($0) }),
      let last = scalars.lastIndex(where: { !isStray($0) })
    else { return "" }
    return String(scalars[first...last])
  }
}
