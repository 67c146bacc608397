extension String {
  /// The recipients that a text names, as they are written, white space around them and empty ones
  /// among them: between commas (RFC 5322, 3.4) and semicolons, which mail programs show instead,
  /// outside quotes, within which a backslash goes before a quote that is a character (3.2.4).
  package var writtenRecipients: [String] {
    var recipients: [String] = []
    var (start, isQuoted, isEscaped) = (utf8.startIndex, false, false)
    for (index, byte) in zip(utf8.indices, utf8) {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch byte {
      case UInt8(ascii: ",") where !isQuoted, UInt8(ascii: ";") where !isQuoted:
        recipients.append(String(self[start..<index]))
        start = utf8.index(after: index)
      case UInt8(ascii: "\\"): isEscaped = isQuoted
      case UInt8(ascii: "\""): isQuoted.toggle()
      default: break
      }
    }
    return recipients + [String(self[start...])]
  }
}
