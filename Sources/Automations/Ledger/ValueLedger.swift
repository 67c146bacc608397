package import OrderedJSON
package import Scheduling

/// What steps gave that others refer to, kept whole from their success until the run ends; and the
/// elements of its loops, as they were when each began. All of it is read outside of any transaction:
/// it may be large.
package protocol ValueLedger: Sendable {
  /// What steps gave, as it came; of one that has not succeeded nothing.
  /// - Throws: `StorageFailure` with `isUnreadable` where what is stored of it is at fault.
  func values(at places: [StepPlace], of claim: Claim.Key) async throws -> [StepPlace: JSON]
  /// What a step in a loop gave, by the elements, counted from 0.
  /// - Throws: as of `values(at:of:)`.
  func values(ofLooped step: Int, of claim: Claim.Key) async throws -> [Int: JSON]
  /// Keeps the list that a loop goes over, when it begins.
  /// - Parameter step: its first.
  /// - Returns: whether the claim was held still.
  func keep(_ list: JSON, ofLoopAt step: Int, of claim: Claim.Key) async throws -> Bool
  /// What is known of a run besides what its claim says.
  func facts(of claim: Claim.Key) async throws -> RunFacts
}

/// What is known of a run besides what its claim says.
package struct RunFacts: Hashable, Sendable {
  /// The instant for which it runs: its own, and of a run made again that of the first one.
  package let scheduledAt: Instant
  /// How many instants and runs by hand the automation had until then, with this one.
  package let number: Int
  /// The instant of the run before it that was not itself made again; `nil`: there is none.
  package let previous: Instant?
  /// The version that it is of; `nil`: none.
  package let version: Int?

  package init(scheduledAt: Instant, number: Int, previous: Instant?, version: Int?) {
    self.scheduledAt = scheduledAt
    self.number = number
    self.previous = previous
    self.version = version
  }
}
