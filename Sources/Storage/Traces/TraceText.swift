import OrderedJSON
import Workflows

/// The entries of a trace as they are stored, and what lists tell of them.
struct TraceText: Sendable {
  let text: String
  let entryCount: Int
  let stepCount: Int
  /// What it is called that was given no name.
  let defaultName: String

  init(_ traceData: JSON) {
    self.init(text: traceData.serialized, entries: TraceEntry.entries(of: traceData))
  }

  /// What an older program stored; it stays as it is, be it JSON or not.
  init(stored text: String) {
    self.init(text: text, entries: (try? JSON(stored: text)).map(TraceEntry.entries) ?? [])
  }

  private init(text: String, entries: [TraceEntry]) {
    self.text = text
    entryCount = entries.count
    stepCount = entries.count { $0.isStep }
    defaultName = DefaultName(of: entries).text
  }
}
