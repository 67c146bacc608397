/// Times of day as the schedule form and the API write them.
enum TimeOfDay {
  /// Whether a text is `HH:MM` or `H:MM`, from 00:00 to 23:59.
  static func isPlain(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2 else {
      return false
    }
    return zip(parts, [23, 59]).allSatisfy { part, most in
      part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        && (Int(part) ?? .max) <= most
    }
  }
}
