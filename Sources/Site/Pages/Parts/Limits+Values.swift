import OrderedJSON

extension Limits {
  /// How many bytes of a recorded value a page shows beside others.
  /// - Parameter count: of all values on it.
  static func shownValueBytes(ofEach count: Int) -> Int {
    min(max(panelValueBytes.all / max(count, 1), panelValueBytes.least), pageTextCharacters)
  }
}
