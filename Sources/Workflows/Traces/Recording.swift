package import OrderedJSON

/// The entries of a trace as they are kept: as they came, but for secrets, in whose places marks stand.
package struct Recording: Hashable, Sendable {
  /// An array of objects.
  package let json: JSON
  /// What the marks are known by; `nil`: there are none.
  package let mark: SecretMark?

  package init(_ json: JSON, mark: SecretMark? = nil) {
    self.json = json
    self.mark = mark
  }

  /// As people and programs see it, with `[secret token]` where a secret stood.
  package var shown: JSON { mark.shown(json) }

  /// The same, read for what it means.
  package var log: Log { Log(of: shown) }

  /// What is kept, read for what it means.
  package var markedLog: Log { Log(of: json) }

  /// Says which entries look like calls and become no step; `nil`: none do.
  package var noticeOfCallsLeftOut: String? {
    log.format == .reprise ? TraceEntry.entries(of: shown).noticeOfCallsLeftOut : nil
  }

  /// Each call of a tool as a step, in order, as it was recorded, with references where secrets stood.
  package var workflow: Workflow { Workflow(of: markedLog, mark: mark) }
}
