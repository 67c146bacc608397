import OrderedJSON

extension Reason {
  /// Of all that was missed, under `Policies.Missed.skip`.
  package static let missedAndSkipped = Reason(
    .missed,
    "The server was not running, or late, when this was due; what is missed is not caught up.")
  /// Of all but the latest, under `Policies.Missed.once`.
  package static let missedBeforeTheLatest = Reason(
    .missed,
    "The server was not running, or late, when this was due; of the instants missed, only the "
      + "latest is caught up.")
  /// Of all but the latest ones, under `Policies.Missed.all`.
  package static let missedBeforeTheLatestOnes = Reason(
    .missed,
    "The server was not running, or late, when this was due; of the instants missed, only the "
      + "latest \(Limits.caughtUp) are caught up.")

  /// Of what waits behind `Limits.waitingRows` later ones, though it may be as late as that.
  package static let crowdedOut = Reason(
    .limit,
    "So much of this account went on that \(Limits.waitingRows) later runs of this automation waited, "
      + "and no more may.")

  /// Of what was missed longer ago than `catchUpDays`, whatever else the policies say.
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
