package import Scheduling

/// Where traces rest. A method that changes something has it on the disk when it returns.
package protocol TraceStore: Sendable {
  /// Inserts the trace, unless there is one of its id already.
  func insert(_ trace: NewTrace) async throws
  /// Updates the newest trace of the same user, provider and thread, or inserts.
  /// - Returns: the trace's id, and whether it is new.
  func upsert(_ trace: NewTrace) async throws -> (id: String, isNew: Bool)
  func trace(_ id: String, in scope: Scope) async throws -> Trace?
  func summary(_ id: String, in scope: Scope) async throws -> TraceSummary?
  func newestTrace(ofThread threadID: String, in scope: Scope) async throws -> Trace?
  func summaries(_ query: TraceQuery) async throws -> Listing<TraceSummary>
  /// - Returns: whether there was such a trace.
  func update(_ id: String, _ change: TraceChange, at now: Instant, in scope: Scope) async throws
    -> Bool
  /// Removes the trace, its workflow, versions and history; what waits or runs ends with it.
  /// - Returns: whether there was such a trace.
  func delete(_ id: String, in scope: Scope) async throws -> Bool
}

/// A trace to be inserted.
package struct NewTrace: Sendable {
  package let id: String
  package let userID: String
  package let draft: TraceDraft
  package let createdAt: Instant

  package init(id: String, userID: String, draft: TraceDraft, createdAt: Instant) {
    self.id = id
    self.userID = userID
    self.draft = draft
    self.createdAt = createdAt
  }
}

/// Which traces are listed, newest first.
package struct TraceQuery: Sendable {
  package var scope: Scope
  package var providerID: String?
  package var status: DeploymentStatus?
  package var window: Window

  package init(
    scope: Scope, providerID: String? = nil, status: DeploymentStatus? = nil, window: Window
  ) {
    self.scope = scope
    self.providerID = providerID
    self.status = status
    self.window = window
  }
}

/// A part of a list.
package struct Window: Hashable, Sendable {
  /// 1–100.
  package let limit: Int
  package let offset: Int

  package static let defaultLimit = 50
  package static let limits = 1...100

  package init(limit: Int = defaultLimit, offset: Int = 0) {
    self.limit = limit
    self.offset = offset
  }
}

/// A part of a list, and how long the whole is.
package struct Listing<Element: Sendable>: Sendable {
  package let elements: [Element]
  package let total: Int

  package init(elements: [Element], total: Int) {
    self.elements = elements
    self.total = total
  }
}
