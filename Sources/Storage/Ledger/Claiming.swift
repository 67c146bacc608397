import Automations
import OrderedJSON

/// What a claiming has come to so far.
struct Claiming {
  let request: ClaimRequest
  private(set) var claims: [Claim] = []
  var queued: [ClaimBatch.QueuedRow] = []
  var skipped: [EndedRow] = []
  var ended: [EndedRun] = []
  var unreadable: [ClaimBatch.UnreadableRow] = []
  /// How many runs of each person go on, and how many may.
  var held: [String: Int] = [:]
  var perUser = Int.max

  init(_ request: ClaimRequest) { self.request = request }

  mutating func add(_ claim: Claim) {
    claims.append(claim)
    held[claim.userID, default: 0] += 1
  }

  func isFull(_ userID: String) -> Bool { held[userID, default: 0] >= perUser }

  /// How many runs it may end still: those that are left are ended by the next, who comes at once.
  var room: Int { max(0, Limits.prunedAtOnce.rows - ended.count) }

  var fullUsers: [String] { held.keys.filter(isFull) }

  var batch: ClaimBatch {
    ClaimBatch(
      claims: claims, skipped: skipped, queued: queued, ended: ended, unreadable: unreadable)
  }
}

extension [Claim.Key] {
  /// Their rows, a list as JSON.
  var occurrenceIDs: String {
    "[" + map { String($0.occurrenceID) }.joined(separator: ",") + "]"
  }
}
