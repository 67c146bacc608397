import OrderedJSON
import Workflows

/// The entries of a trace as they are stored, and what lists tell of them.
struct TraceText: Sendable {
  let text: String
  let entryCount: Int
  let stepCount: Int
  /// By which the places of secrets are known in it; `nil`: it has none.
  let secretMark: String?
  /// What it is called that was given no name.
  let defaultName: String

  init(_ recording: Recording) {
    self.init(
      text: recording.json.serialized, entries: recording.entries, mark: recording.mark)
  }

  /// What an older program stored; it stays as it is, be it JSON or not.
  init(stored text: String) {
    self.init(text: text, entries: (try? JSON(stored: text)).map(TraceEntry.entries) ?? [])
  }

  private init(text: String, entries: [TraceEntry], mark: SecretMark? = nil) {
    self.text = text
    secretMark = mark?.word
    entryCount = entries.count
    stepCount = entries.count { $0.isStep }
    defaultName = DefaultName(of: entries).text
  }
}
