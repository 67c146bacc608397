/// Something that a person should know about a schedule though it is right.
enum Notice: Hashable, Sendable {
  case timezoneMissing
  case dayOfMonthMissing
  /// As they are listed: there may be very many.
  case unknownKeys(String)
  case timeIgnored(String)

  var text: String {
    switch self {
    case .timezoneMissing: "No time zone was given: UTC is used."
    case .dayOfMonthMissing: "No day of the month was given: the 1st is used."
    case .unknownKeys(let keys): "Not known and ignored in schedule_config: \(keys)."
    case .timeIgnored(let time):
      "The time \(time.shortened) is ignored: this schedule has times of its own."
    }
  }
}

extension [String] {
  /// `a, b and c`: the first 20, each shortened, and how many more there are.
  package var listedInBrief: String {
    let most = 20
    let names = prefix(most).map(\.shortened)
    return (count > most ? names + ["\(count - most) more"] : names).listed
  }

  /// `a, b and c`
  var listed: String { listed(by: "and") }

  /// `a, b or c`, by the word that is given.
  package func listed(by word: String) -> String {
    guard count > 1, let last else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " \(word) " + last
  }
}
