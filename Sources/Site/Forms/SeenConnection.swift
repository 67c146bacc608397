import Automations
import OrderedJSON
import Scheduling

/// How a connection stood when one of its forms was opened. The form carries it along, so that nothing
/// newer is overwritten unseen.
struct SeenConnection {
  /// What a form may depend on.
  enum Part: Int, CaseIterable { case name, settings, secrets, state, uses }

  /// Of each part, in their order.
  private let digests: [String]

  init(_ listed: ListedConnection) {
    let connection = listed.connection
    let secrets = listed.secrets.map { "\($0.name) \($0.last4) \($0.setAt.milliseconds)" }
    digests = Part.allCases.map { part in
      switch part {
      case .name: SeenConnection.digest(connection.name)
      case .settings:
        SeenConnection.digest("\(connection.isShared) \(connection.settings.json.serialized)")
      case .secrets: SeenConnection.digest(secrets.joined(separator: "\n"))
      case .state: connection.isEnabled ? "on" : "off"
      case .uses:
        SeenConnection.digest(
          "\(listed.uses.carriesMessages) "
            + JSON.array(listed.uses.tools.map(JSON.string)).serialized)
      }
    }
  }

  /// - Parameter text: as `text` writes it; `nil` where it is something else.
  init?(_ text: String) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == Part.allCases.count else { return nil }
    digests = parts
  }

  /// As the forms of a page carry it: how a connection stands, or stood when the one was opened that is
  /// shown again.
  static func text(of listed: ListedConnection, on page: Layout) -> String {
    (page.seen.flatMap { SeenConnection($0) } ?? SeenConnection(listed)).text
  }

  /// As the field `seen` carries it.
  var text: String { digests.joined(separator: " ") }

  /// Some of it.
  func text(of parts: [Part]) -> String { parts.map { self[$0] }.joined(separator: " ") }

  /// What became other since, in words.
  func changes(to listed: ListedConnection, of parts: [Part]) -> [String] {
    let now = SeenConnection(listed)
    return parts.compactMap { part in
      guard self[part] != now[part] else { return nil }
      return switch part {
      case .name: "it was renamed to “\(listed.connection.name.listed)”"
      case .settings: "its settings became others"
      case .secrets: "a secret of it became another"
      case .state: listed.connection.isEnabled ? "it was switched on" : "it was switched off"
      case .uses: "other tools or messages go through it"
      }
    }
  }

  private subscript(part: Part) -> String {
    digests.indices.contains(part.rawValue) ? digests[part.rawValue] : ""
  }

  private static func digest(_ text: String) -> String {
    Secret.hexadecimal(Secret.hash(text).prefix(8))
  }
}

extension Form {
  /// Makes sure that nothing that the form depends on became other since it was opened. A form that
  /// does not say what was seen is a program's.
  /// - Throws: `HeldForm`.
  func check(_ listed: ListedConnection, _ parts: SeenConnection.Part...) throws(HeldForm) {
    guard let seen = self["seen"].flatMap({ SeenConnection($0) }) else { return }
    let changes = seen.changes(to: listed, of: parts)
    guard changes.isEmpty else { throw HeldForm(cause: .changes(changes)) }
  }
}
