/// Something that a person should know about a schedule though it is right.
enum Notice: Hashable, Sendable {
  case timezoneMissing
  case dayOfMonthMissing
  case unknownKeys([String])
  case timeIgnored(String)

  var text: String {
    switch self {
    case .timezoneMissing: "No time zone was given: UTC is used."
    case .dayOfMonthMissing: "No day of the month was given: the 1st is used."
    case .unknownKeys(let keys):
      "Not known and ignored in schedule_config: \(keys.map(\.shortened).listed)."
    case .timeIgnored(let time): "The time \(time) is ignored: this schedule has times of its own."
    }
  }
}

extension [String] {
  /// `a, b and c`
  var listed: String { listed(by: "and") }

  func listed(by word: String) -> String {
    guard count > 1, let last else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " \(word) " + last
  }
}
