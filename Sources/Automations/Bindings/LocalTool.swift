import OrderedJSON

/// The embedded tools of the `local` adapter.
package enum LocalTool: String, CaseIterable, Sendable {
  /// A mail into the outbox, and out by `sendmail` where the operator has named one.
  case sendEmail = "send_email"
  /// Rows into a CSV file of the owner's, below `rows/`.
  case appendRow = "append_row"
  /// A line of JSON into a file of the owner's, below `notes/`.
  case note

  /// The embedded tool that a tool's own name speaks of: `send_gmail` and `sendEmail` of mail,
  /// `append_sheet_row` of rows, `create_note` of notes. `nil` for a name that speaks of none, or of
  /// several: what a tool means is never guessed.
  /// - Parameter tool: a tool's name, or a pattern.
  package init?(spokenOfBy tool: String) {
    guard tool.utf8.count <= Limits.toolNameBytes else { return nil }
    let words = tool.lowercased().split { !$0.isLetter }
    let spokenOf = LocalTool.allCases.filter { candidate in
      words.contains { word in
        candidate.endings.contains { word.hasSuffix($0) } || candidate.words.contains(String(word))
      }
    }
    guard let only = spokenOf.first, spokenOf.count == 1 else { return nil }
    self = only
  }

  /// `mail` ends "gmail", "email" and "sendEmail"; "row" would end "tomorrow" too.
  private var endings: [String] { self == .sendEmail ? ["mail"] : [] }

  private var words: [String] {
    switch self {
    case .sendEmail: ["mails", "emails"]
    case .appendRow: ["row", "rows"]
    case .note: ["note", "notes"]
    }
  }

  /// Their names, for people.
  package static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
