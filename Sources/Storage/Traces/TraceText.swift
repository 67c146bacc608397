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
      text: recording.json.serialized, entryCount: recording.json.elements?.count ?? 0,
      log: recording.log, mark: recording.mark)
  }

  /// What an older program stored; it stays as it is, be it JSON or not.
  init(stored text: String) {
    let json = (try? JSON(stored: text)) ?? .array([])
    self.init(text: text, entryCount: json.elements?.count ?? 0, log: Log(of: json))
  }

  private init(text: String, entryCount: Int, log: Log, mark: SecretMark? = nil) {
    self.text = text
    self.entryCount = entryCount
    secretMark = mark?.word
    stepCount = log.calls.count
    defaultName = DefaultName(of: log).text
  }
}
