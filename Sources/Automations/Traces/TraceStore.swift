package import Scheduling
package import Workflows

/// Where traces rest. A method that changes something has it on the disk when it returns.
package protocol TraceStore: Sendable {
  /// Inserts the trace, unless there is one of its id already.
  func insert(_ trace: NewTrace, by act: Act) async throws
  /// Updates the newest trace of the same user, provider and thread, or inserts.
  /// - Returns: the trace's id, and whether it is new.
  /// - Throws: `RecordingOutpaced`.
  func upsert(_ trace: NewTrace, by act: Act) async throws -> (id: String, isNew: Bool)
  /// - Returns: `nil` where the scope has no such trace.
  func trace(_ id: String, in scope: Scope) async throws -> Trace?
  /// What the trace became, without its entries, which are not read.
  func automation(_ id: String, in scope: Scope) async throws -> Automation?
  /// The one made last; `nil` where the scope has none of the thread.
  func newestTrace(ofThread threadID: String, in scope: Scope) async throws -> Trace?
  /// Of an owner's newest traces, whole ones of so many bytes together at most.
  func newestRecordings(of userID: String, bytes: Int) async throws -> [Recording]
  /// - Returns: `nil` where the scope has no such trace.
  func recording(of traceID: String, in scope: Scope) async throws -> KeptRecording?
  /// Of the trace that `upsert` would update; `nil`: it would insert.
  func recording(like trace: NewTrace) async throws -> KeptRecording?
  /// The newest first, each with what of it goes on where `Window.Detail.excerpt` is asked for.
  func automations(_ query: TraceQuery) async throws -> Listing<Automation>
  /// Calls some of the traces after what they do that an older program saved without such a name. Goes
  /// through them in the order of their ids.
  func nameTraces(after traceID: String?) async throws -> Naming
  /// - Returns: whether there was such a trace, of the name that was seen.
  /// - Throws: `RecordingOutpaced`.
  func update(_ id: String, _ change: RecordedChange, by act: Act) async throws -> Bool
  /// Removes the trace, its workflow, versions and history; what waits or runs ends with it.
  /// - Returns: what ended with it; `nil` where there was no such trace.
  func delete(_ id: String, by act: Act) async throws -> Deletion?
}

/// What a part of the naming came to.
package struct Naming: Sendable {
  /// The id to go on after; `nil`: there was no such trace any more.
  package var last: String?
  /// The traces that could not be read, which have no such name yet, and why.
  package var failures: [(traceID: String, error: any Error)] = []

  package init(last: String? = nil) { self.last = last }
}

/// What ended with a trace.
package struct Deletion: Sendable {
  /// The rows that waited.
  package let withdrawn: [EndedRow]
  /// The runs that went on, or that a person had asked for.
  package let ended: [EndedRun]

  package init(withdrawn: [EndedRow], ended: [EndedRun]) {
    self.withdrawn = withdrawn
    self.ended = ended
  }

  /// Both, one after the other.
  package static func + (first: Deletion, second: Deletion) -> Deletion {
    Deletion(
      withdrawn: first.withdrawn + second.withdrawn, ended: first.ended + second.ended)
  }
}

/// A trace to be inserted.
package struct NewTrace: Sendable {
  /// UUID, lower case.
  package let id: String
  /// Whose it is to be, whatever the draft says.
  package let userID: String
  /// What was handed in, checked.
  package let draft: TraceDraft
  /// What of it is kept.
  package let recording: NewRecording
  /// When it came; where an older trace is updated, the time of that.
  package let createdAt: Instant

  /// - Parameter recording: `nil`: as it was handed in, which has no secrets.
  package init(
    id: String, userID: String, draft: TraceDraft, recording: NewRecording? = nil,
    createdAt: Instant
  ) {
    self.id = id
    self.userID = userID
    self.draft = draft
    self.recording = recording ?? NewRecording(Recording(draft.traceData))
    self.createdAt = createdAt
  }

  /// The same with what is kept of it.
  func keeping(_ recording: NewRecording) -> NewTrace {
    NewTrace(id: id, userID: userID, draft: draft, recording: recording, createdAt: createdAt)
  }
}

/// What is to change in a trace, ready to be kept; `nil` leaves as it is.
package struct RecordedChange: Sendable {
  /// As of `TraceChange`.
  package let name: String?
  /// As of `TraceChange`.
  package let seenName: String?
  package let recording: NewRecording?

  package init(name: String?, seenName: String? = nil, recording: NewRecording?) {
    self.name = name
    self.seenName = seenName
    self.recording = recording
  }
}

/// Which traces are listed, newest first.
package struct TraceQuery: Sendable {
  /// Whose are listed.
  package var scope: Scope
  /// `nil`: any.
  package var providerID: String?
  /// `nil`: any.
  package var status: DeploymentStatus?
  /// Which part of the list.
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
