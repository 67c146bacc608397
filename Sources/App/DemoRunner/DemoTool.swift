import Workflows

/// What the demo's runner can do.
enum DemoTool: String, CaseIterable, Sendable {
  case rememberNote = "remember_note"
  case listNotes = "list_notes"
  /// Takes a while, and is answered by a call-back.
  case countWords = "count_words"

  /// What a second call would do: the runner knows a call again by its id.
  var effect: Effect { self == .listNotes ? .read : .idempotent }

  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
