import OrderedJSON

extension String {
  /// The text as a field of one line shows it: a browser would leave its line breaks away.
  var onOneLine: String {
    String(map { $0.isNewline ? " " : $0 })
  }

  /// The same, cut to what a line of a list has room for.
  var listed: String { excerpt(Limits.excerptCharacters).shown }

  /// The same, cut to what the page about it has room for.
  var detailed: String { excerpt(Limits.pageTextCharacters).shown }
}
