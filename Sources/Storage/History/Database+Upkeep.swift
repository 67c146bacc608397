package import Automations
import OrderedJSON
package import Scheduling

extension Database: Upkeep {
  package func prune(
    _ limits: HistoryLimits, after traceID: String?, at now: Instant
  ) async throws -> Pruning {
    let oldest = now.advanced(bySeconds: -Int64(limits.days) * 86_400)
    let (first, kept) = (traceID ?? "", limits.rows)
    let last = try read { try $0.automation(after: first, by: Limits.walkedAtOnce) }
    let range = TraceRange(after: first, through: last)
    var pruning = Pruning(last: last)
    try await each("rows", try read { try $0.haveOldRows(range, kept, oldest) }, &pruning) { id in
      guard let end = try read({ try $0.endOfOldRows(of: id, kept, oldest) }) else { return 0 }
      let removed = try await removeRows(of: id, before: end)
      return try await removed + removeUnusedVersions(of: id)
    }
    try await each("versions", try read { try $0.haveManyVersions(range) }, &pruning) { id in
      try await removeUnusedVersions(of: id)
    }
    try await each("stops", try read { try $0.haveOldStops(range, kept, oldest) }, &pruning) { id in
      try await removeBatches { try $0.removeStops(ofTrace: id, kept, oldest) }
    }
    try await each("notices", try read { try $0.haveOldNotices(range, kept, oldest) }, &pruning) {
      id in
      try await removeBatches { try $0.removeNotices(of: id, kept, oldest) }
    }
    return pruning
  }

  package func pruneTotals(after traceID: String?, at now: Instant) async throws -> Pruning {
    let first = now.advanced(bySeconds: -Int64(Limits.totalsDays) * 86_400).day
    let ids = try read { try $0.traces(withTotalsAfter: traceID ?? "", Limits.walkedAtOnce) }
    var pruning = Pruning(last: ids.count == Limits.walkedAtOnce ? ids.last?.id : nil)
    let old = ids.filter { $0.firstDay < first }.map(\.id)
    try await each("totals", old, &pruning) { id in
      try await removeBatches { try $0.removeTotals(of: id, before: first) }
    }
    return pruning
  }

  package func pruneRest(_ limits: HistoryLimits, at now: Instant) async throws -> Pruning {
    let oldest = now.advanced(bySeconds: -Int64(limits.days) * 86_400)
    var pruning = Pruning()
    try await noting(.kind("sessions"), &pruning) {
      try await removeBatches { try $0.removeSessions(at: now) }
    }
    try await noting(.kind("results"), &pruning) { try await removeValuesOfEndedRuns() }
    try await noting(.kind("sign-in links"), &pruning) {
      try await removeBatches { try $0.removeLinks(at: now) }
    }
    try await noting(.kind("calls"), &pruning) {
      try await removeBatches { try $0.removeCalls(at: now) }
    }
    try await each(
      "calls", of: Pruning.Subject.user, try read { try $0.usersWithManyCalls() }, &pruning
    ) { userID in
      try await removeBatches { try $0.removeSurplusCalls(of: userID) }
    }
    try await each(
      "pauses", of: Pruning.Subject.user,
      try read { try $0.usersWithOldStops(limits.rows, oldest) }, &pruning
    ) { userID in
      try await removeBatches { try $0.removeStops(ofUser: userID, limits.rows, oldest) }
    }
    try await each(
      "messages", of: Pruning.Subject.user,
      try read { try $0.usersWithOldMessages(limits.rows, oldest) }, &pruning
    ) { userID in
      try await removeBatches { try $0.removeMessages(of: userID, limits.rows, oldest, at: now) }
    }
    return pruning
  }

  package func logState() async throws -> LogState {
    LogState(bytes: FileSize.of(path + "-wal"), commits: commits)
  }

  package func checkpoint() async throws {
    try await checkpointLog()
  }

  /// Removes rows of a kind from each that may have some. What is wrong with finding these is noted,
  /// too.
  private func each(
    _ kind: String, of subject: (String) -> Pruning.Subject = Pruning.Subject.automation,
    _ ids: @autoclosure () throws -> [String], _ pruning: inout Pruning,
    _ remove: (String) async throws -> Int
  ) async throws {
    var found: [String] = []
    try await noting(.kind(kind), &pruning) {
      found = try ids()
      return 0
    }
    for id in found { try await noting(subject(id), &pruning) { try await remove(id) } }
  }

  /// Removes rows. What is wrong with their subject is noted; where the disk is, no other would do
  /// better.
  private func noting(
    _ subject: Pruning.Subject, _ pruning: inout Pruning, _ remove: () async throws -> Int
  ) async throws {
    try Task.checkCancellation()
    do {
      pruning.removed += try await remove()
    } catch let error where !StorageFault.isOfEverybody(error) && !(error is CancellationError) {
      pruning.failures.append((subject, error))
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
