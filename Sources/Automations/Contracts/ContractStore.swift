package import Scheduling

/// Where rests what versions rely on of the tools that they use.
package protocol ContractStore: Sendable {
  /// Pins tools of a version, but for those that are pinned already.
  func pin(
    _ contracts: [ToolContract], of traceID: String, version: Int, by act: Act
  ) async throws
  /// The tools of the deployed version that runs found to be other than it relies on, in the order of
  /// their names.
  func changedContracts(of traceID: String, in scope: Scope) async throws -> [ChangedContract]
  /// Has the deployed version rely on tools as they were seen, on all of them or none.
  /// - Returns: whether it does; if not, one became other again since. `nil` where there is no such trace.
  func accept(
    _ changes: [ChangedContract], of traceID: String, by act: Act
  ) async throws -> Bool?
}

/// The same for whoever carries out runs.
package protocol ContractLedger: Sendable {
  /// Holds a tool as it is now against what the version of a run relies on. One that is not pinned yet,
  /// or is bound to another tool since, is pinned as it is; a run without a version relies on nothing.
  func hold(
    _ contract: ToolContract, of claim: Claim.Key, at now: Instant
  ) async throws -> ContractState
  /// Notes what is other, for a person to accept.
  /// - Parameter words: sentences.
  func note(
    _ words: [String], of contract: ToolContract, of claim: Claim.Key, at now: Instant
  ) async throws
}
