package import OrderedJSON

/// What a tool takes of the params of a call: things, each under any of its names. A member that is
/// null is none.
package struct Signature: Sendable {
  /// Of each thing its names, the usual one first; of several that a call has, the first counts that is
  /// not empty.
  let things: [[String]]
  /// Names of which a call must have one, for each of what it cannot be carried out without.
  let needs: [[String]]
  /// All names of all things.
  private let names: Set<String>

  /// A request of the adapter `http`.
  package static let httpRequest = Signature(
    things: [["method"], ["url"], ["headers"], ["query"], ["body"]], needs: [["url"]])

  /// An embedded tool; `nil` where it takes whatever it gets.
  package init?(of tool: LocalTool) {
    switch tool {
    case .sendEmail:
      self.init(
        things: [
          Mail.to, Mail.cc, Mail.bcc, Mail.replyTo, Mail.subject, Mail.body, Mail.html,
        ], needs: [Mail.to, Mail.body + Mail.html])
    case .appendRow:
      self.init(things: [Table.rows] + Table.file.map { [$0] }, needs: [Table.rows])
    case .note: return nil
    }
  }

  /// The names of what a mail is made of.
  package enum Mail {
    package static let to = ["to", "recipient", "recipients", "email", "to_email"]
    package static let cc = ["cc"]
    package static let bcc = ["bcc"]
    package static let replyTo = ["reply_to"]
    package static let subject = ["subject"]
    package static let body = ["body", "message", "content", "text"]
    package static let html = ["html"]
  }

  /// The names of what rows are added by.
  package enum Table {
    package static let rows = ["values", "row", "rows"]
    /// All that are given make the file's name together, in this order.
    package static let file = ["file", "spreadsheet_id", "sheet"]
  }

  private init(things: [[String]], needs: [[String]]) {
    self.things = things
    self.needs = needs
    names = Set(things.joined())
  }

  /// The names of the call's members that are left away, in their order, each once. Nothing is lost of
  /// an empty one beside another of the same thing.
  func leftAway(of params: JSON) -> [String] {
    var seen = Set(things.compactMap { params.given($0)?.name })
    return (params.members ?? [])
      .filter { !$0.value.isNull && !(names.contains($0.key) && $0.value.isEmpty) }
      .map(\.key).filter { seen.insert($0).inserted }
  }

  /// What the call lacks: of each thing the names of which one would be needed.
  func missing(in params: JSON) -> [[String]] {
    needs.filter { names in params.given(names) == nil }
  }
}

extension JSON {
  /// The member of the first of the names that has one which is not null, and not empty unless all are,
  /// with that name.
  package func given(_ names: [String]) -> (name: String, value: JSON)? {
    var empty: (name: String, value: JSON)?
    for name in names {
      guard let value = self[name], !value.isNull else { continue }
      guard value.isEmpty else { return (name, value) }
      empty = empty ?? (name, value)
    }
    return empty
  }

  /// Whether it says nothing: null, an empty field of a form, a list or an object without anything in it.
  package var isEmpty: Bool {
    text?.allSatisfy(\.isWhitespace) ?? elements?.isEmpty ?? members?.isEmpty ?? isNull
  }
}
