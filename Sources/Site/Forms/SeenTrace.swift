import Automations

/// How a trace stood when one of its forms was opened. The form carries it along, so that nothing
/// newer is overwritten unseen.
struct SeenTrace {
  private let version: Int
  private let revision: Int
  private let status: String
  private let name: String

  /// What a form may depend on: the deployed version, the entries, the status, the name.
  enum Part { case version, revision, status, name }

  init(_ trace: Automation) {
    version = trace.version ?? 0
    revision = trace.workflowRevision
    status = trace.status.rawValue
    // A name may have line breaks, which a form sends as others.
    name = Identifier.derived(from: trace.name ?? "")
  }

  /// - Parameter text: as `text` writes it; `nil` where it is something else.
  init?(_ text: String) {
    let parts = text.split(separator: " ", maxSplits: 4)
    guard parts.count == 4, let version = Int(parts[0]), let revision = Int(parts[1]) else {
      return nil
    }
    (self.version, self.revision) = (version, revision)
    (status, name) = (String(parts[2]), String(parts[3]))
  }

  /// As the forms of a page carry it: how a trace stands, or stood when the one was opened that is
  /// shown again.
  static func text(of trace: Automation, on page: Layout) -> String {
    (page.seen.flatMap { SeenTrace($0) } ?? SeenTrace(trace)).text
  }

  /// As the field `seen` carries it: version, revision, status, and a hash of the name.
  var text: String { "\(version) \(revision) \(status) \(name)" }

  /// What became other since, in words: `version 4 was deployed`.
  func changes(to trace: Automation, of parts: [Part]) -> [String] {
    let now = SeenTrace(trace)
    return parts.compactMap { part in
      switch part {
      case .version: version == now.version ? nil : SeenTrace.words(ofVersionOf: trace)
      case .revision: revision == now.revision ? nil : "the entries of the trace changed"
      case .status:
        // A deployment sets the status too, and was told.
        status == now.status || version != now.version && trace.status == .deployed
          ? nil : trace.status.event
      case .name: name == now.name ? nil : "it was renamed to “\(trace.displayName.listed)”"
      }
    }
  }

  private static func words(ofVersionOf trace: Automation) -> String {
    let words = "version \(trace.version ?? 0) was deployed"
    return trace.scheduleSummary.map { "\(words) (\($0))" } ?? words
  }
}

extension DeploymentStatus {
  /// How an automation came to it.
  fileprivate var event: String {
    switch self {
    case .draft: "it was taken out of service"
    case .deployed: "it was resumed"
    case .paused: "it was paused"
    case .failed: "it failed"
    }
  }
}

extension Form {
  /// Makes sure that nothing that the form depends on became other since it was opened. A form that
  /// does not say what was seen is a program's.
  /// - Returns: the trace, which is as it was seen; `nil`: nobody says how.
  /// - Throws: `HeldForm`.
  @discardableResult
  func check(_ trace: Automation, _ parts: SeenTrace.Part...) throws(HeldForm) -> Automation? {
    guard let seen = self["seen"].flatMap({ SeenTrace($0) }) else { return nil }
    let changes = seen.changes(to: trace, of: parts)
    guard changes.isEmpty else { throw HeldForm(cause: .changes(changes)) }
    return trace
  }

  /// The same for what one text says.
  /// - Parameters:
  ///   - words: what became other, where it did.
  ///   - field: that says what was seen.
  func check(
    seen text: String, _ words: @autoclosure () -> String, in field: String = "seen"
  ) throws(HeldForm) {
    guard let seen = given(field), seen != text else { return }
    throw HeldForm(cause: .changes([words()]))
  }

  /// Does what a form asks for, which was checked. Where somebody was faster, it is checked once
  /// more, so that what became other is told as where it is found before.
  /// - Throws: what `work` throws; where that is a conflict and `check` throws too, what that does:
  ///   `HeldForm`.
  static func carryOut(
    _ work: () async throws -> Void, orCheck check: () async throws -> Void
  ) async throws {
    do {
      try await work()
    } catch Refusal.conflict(let words) {
      try await check()
      throw Refusal.conflict(words)
    }
  }
}
