extension StringProtocol {
  /// Without the spaces around it.
  var trimmed: String { trimmed(of: [" "]) }

  /// Without these characters around it.
  func trimmed(of strays: [Character]) -> String {
    String(drop(while: strays.contains).reversed().drop(while: strays.contains).reversed())
  }
}
