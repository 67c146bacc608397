import OrderedJSON

extension String {
  /// Lines for a terminal, which may quote what was typed.
  var shownInLines: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { String($0).shown }
      .joined(separator: "\n")
  }
}
