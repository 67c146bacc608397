extension String {
  /// Whether it has a character that cannot stand in a header's value (RFC 9110, 5.5).
  package var hasControlCharacter: Bool {
    utf8.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }
  }
}
