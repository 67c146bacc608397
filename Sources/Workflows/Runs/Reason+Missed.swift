extension Reason {
  package static let missedAndSkipped = Reason(
    .missed,
    "The server was not running, or late, when this was due; what is missed is not caught up.")
  package static let missedBeforeTheLatest = Reason(
    .missed,
    "The server was not running, or late, when this was due; of the instants missed, only the "
      + "latest is caught up.")
  package static let missedBeforeTheLastHundred = Reason(
    .missed,
    "The server was not running, or late, when this was due; of the instants missed, only the "
      + "latest 100 are caught up.")

  package static func missedLongAgo(_ policies: Policies) -> Reason {
    let days = policies.catchUpDays
    return Reason(
      .missed,
      days == 0
        ? "The server was not running, or late, when this was due; what is missed is not caught up."
        : "The server was not running when this was due; what was missed over \(days) "
          + "\(days == 1 ? "day" : "days") ago is not caught up.")
  }
}
