extension String {
  /// The same without white space around it.
  package var trimmedOfWhiteSpace: String {
    let rest = drop { $0.isWhitespace }
    return rest.lastIndex { !$0.isWhitespace }.map { String(rest[...$0]) } ?? ""
  }
}
