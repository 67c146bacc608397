package import Automations
import OrderedJSON
package import Scheduling

extension Database: Upkeep {
  /// So many automations are looked at in one go.
  private static let automations = 1000

  package func prune(
    _ limits: HistoryLimits, after traceID: String?, at now: Instant
  ) async throws -> Pruning {
    let oldest = now.advanced(bySeconds: -Int64(limits.days) * 86_400)
    let (first, kept) = (traceID ?? "", limits.rows)
    let last = try read { try $0.automation(after: first, by: Database.automations) }
    let range = TraceRange(after: first, through: last)
    var pruning = Pruning(last: last)
    try await each(try read { try $0.haveOldRows(range, kept, oldest) }, &pruning) { id in
      guard let end = try read({ try $0.endOfOldRows(of: id, kept, oldest) }) else { return 0 }
      let removed = try await removeRows(of: id, before: end)
      return try await removed + removeUnusedVersions(of: id)
    }
    try await each(try read { try $0.haveManyVersions(range) }, &pruning) { id in
      try await removeUnusedVersions(of: id)
    }
    try await each(try read { try $0.haveOldStops(range, kept, oldest) }, &pruning) { id in
      try await removeBatches { try $0.removeStops(ofTrace: id, kept, oldest) }
    }
    try await each(try read { try $0.haveOldNotices(range, kept, oldest) }, &pruning) { id in
      try await removeBatches { try $0.removeNotices(of: id, kept, oldest) }
    }
    return pruning
  }

  package func pruneTotals(after traceID: String?, at now: Instant) async throws -> Pruning {
    let first = now.advanced(bySeconds: -Int64(Limits.totalsDays) * 86_400).day
    let ids = try read { try $0.traces(withTotalsAfter: traceID ?? "", Database.automations) }
    var pruning = Pruning(last: ids.count == Database.automations ? ids.last?.id : nil)
    let old = ids.filter { $0.firstDay < first }.map(\.id)
    try await each(old, &pruning) { id in
      try await removeBatches { try $0.removeTotals(of: id, before: first) }
    }
    return pruning
  }

  package func pruneRest(_ limits: HistoryLimits, at now: Instant) async throws -> Pruning {
    let oldest = now.advanced(bySeconds: -Int64(limits.days) * 86_400)
    var pruning = Pruning()
    pruning.removed += try await removeBatches { try $0.removeSessions(at: now) }
    pruning.removed += try await removeBatches { try $0.removeLinks(at: now) }
    pruning.removed += try await removeBatches { try $0.removeCalls(at: now) }
    for userID in try read({ try $0.usersWithManyCalls() }) {
      pruning.removed += try await removeBatches { try $0.removeSurplusCalls(of: userID) }
    }
    for userID in try read({ try $0.usersWithOldStops(limits.rows, oldest) }) {
      pruning.removed += try await removeBatches {
        try $0.removeStops(ofUser: userID, limits.rows, oldest)
      }
    }
    for userID in try read({ try $0.usersWithOldMessages(limits.rows, oldest) }) {
      pruning.removed += try await removeBatches {
        try $0.removeMessages(of: userID, limits.rows, oldest)
      }
    }
    return pruning
  }

  package func logState() async throws -> LogState {
    LogState(bytes: FileSize.of(path + "-wal"), commits: commits)
  }

  package func checkpoint() async throws {
    try await checkpointLog()
  }

  /// Does something for each automation. What is wrong with one of them is noted; where the disk is,
  /// none of the others would do better.
  private func each(
    _ ids: [String], _ pruning: inout Pruning, _ work: (String) async throws -> Int
  ) async throws {
    for id in ids {
      try Task.checkCancellation()
      do {
        pruning.removed += try await work(id)
      } catch let error where !StorageFault.isOfEverybody(error) && !(error is CancellationError) {
        pruning.failures.append((id, error))
      }
    }
  }

  /// Removes rows a transaction at a time, so that who writes comes between.
  /// - Parameter remove: removes some, `Limits.prunedAtOnce.rows` at most; fewer: that was all.
  func removeBatches(
    _ remove: @escaping @Sendable (Session) throws -> Int
  ) async throws -> Int {
    var (removed, batch) = (0, 0)
    repeat {
      batch = try await write(remove)
      removed += batch
      try Task.checkCancellation()
    } while batch >= Limits.prunedAtOnce.rows
    return removed
  }
}

/// The automations whose ids are greater than one and not greater than another.
struct TraceRange {
  let after: String
  /// `nil`: to the last one.
  let through: String?

  /// As a term of a WHERE; its values are `?1` and `?2`.
  static func sql(_ column: String) -> String { "\(column) > ?1 AND \(column) <= ?2" }

  /// No id begins with the last character of all.
  var arguments: Values { [after, through ?? "\u{10FFFF}"] }
}

extension Session {
  /// The id that stands so many behind another; `nil` where there are fewer.
  fileprivate func automation(after traceID: String, by count: Int) throws -> String? {
    try first(
      "SELECT trace_id FROM automations WHERE trace_id > ? ORDER BY trace_id LIMIT 1 OFFSET ?",
      [traceID, count - 1]
    ) { try $0.text(0) }
  }
}
