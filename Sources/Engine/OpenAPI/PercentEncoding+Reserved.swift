extension PercentEncoding {
  /// A value of a query in which reserved characters stay as they are (`allowReserved`), and what is
  /// encoded already, but for characters that would end the value or the query.
  static func reservedKept(_ text: String) -> String {
    completed(Substring(text).utf8) { $0.isUnreserved || ":/?@!$'()*,;".utf8.contains($0) }
  }
}
