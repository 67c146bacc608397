import OrderedJSON

/// Tells what is new in conversations of which each begins with what those before it held: of equal
/// messages as many are new as the one conversation has more than any before it.
struct RepeatedHistory {
  private var known: [Spelling: Int] = [:]

  /// For each message of one conversation, whether it is new.
  /// - Parameter messages: by all that tells them apart.
  mutating func news(in messages: [String]) -> [Bool] {
    var counts: [Spelling: Int] = [:]
    return messages.map { message in
      let message = Spelling(message)
      let count = counts[message, default: 0] + 1
      counts[message] = count
      guard count > known[message, default: 0] else { return false }
      known[message] = count
      return true
    }
  }
}
