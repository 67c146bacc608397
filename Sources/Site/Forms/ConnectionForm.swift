import Automations
import OrderedJSON
import Scheduling

/// The form that makes a connection, or changes one: its name, its settings by the API's names, those of
/// the sign-in with `auth_` before them, and its secrets with `secret_`. An empty field is an absent one,
/// and an empty secret leaves what is there.
struct ConnectionForm {
  let form: Form
  let kind: AdapterKind

  var name: String { (form["name"] ?? "").trimmedOfWhiteSpace }

  /// How requests sign in, as the settings name it; `nil`: the kind has no choice.
  var signIn: String? {
    kind.traits.signsIn ? form["auth"] ?? "none" : nil
  }

  /// Whether it is offered to everybody; `nil`: the form does not ask.
  var isShared: Bool? {
    form.given("asks_sharing") == nil ? nil : form["shared"] != nil
  }

  func draft() -> ConnectionDraft {
    var faults: [Fault] = []
    var draft = ConnectionDraft(
      name: name, kind: kind, settings: settings(&faults), secrets: secrets, isShared: isShared)
    draft.faults = faults
    return draft
  }

  /// - Parameter before: the connection as it is: a document that was uploaded stays where no other is
  ///   given.
  func change(of before: Connection) -> ConnectionChange {
    var faults: [Fault] = []
    var change = ConnectionChange(
      name: name, settings: settings(keeping: before.settings.document, &faults),
      secrets: secrets, isShared: isShared ?? before.isShared)
    change.faults = faults
    return change
  }

  // MARK: Settings

  /// In their wire form.
  /// - Parameter faults: what cannot be read of them.
  private func settings(keeping document: String? = nil, _ faults: inout [Fault]) -> JSON {
    var given: [JSON.Member] = []
    for field in kind.traits.fields {
      switch field.taking {
      case .address: given += members(field.name)
      case .headers:
        let headers = headers(field.name, &faults)
        if !headers.isEmpty { given.append(JSON.Member(field.name, .object(headers))) }
      case .document: given += self.document(field.name, orElse: document, &faults)
      case .secret: break
      }
    }
    return .object(given + auth)
  }

  private func members(_ names: String..., of prefix: String = "") -> [JSON.Member] {
    names.compactMap { name in
      let text = form[prefix + name]?.trimmedOfWhiteSpace ?? ""
      return text.isEmpty ? nil : JSON.Member(name, .string(text))
    }
  }

  private var auth: [JSON.Member] {
    guard let signIn else { return [] }
    let others =
      switch signIn {
      case "basic": members("username", of: "auth_")
      case "header", "query": members("name", of: "auth_")
      case "oauth2": members("grant", "token_url", "client_id", "scope", of: "auth_")
      default: [JSON.Member]()
      }
    return [JSON.Member("auth", .object([JSON.Member("type", .string(signIn))] + others))]
  }

  /// Lines of a name, a colon and a value.
  private func headers(_ name: String, _ faults: inout [Fault]) -> [JSON.Member] {
    var headers: [JSON.Member] = []
    let lines = form.text(name).split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where line.contains(where: { !$0.isWhitespace }) {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        // The first such line tells of them all.
        faults.append(
          Fault(
            ["settings", name],
            "must have a name, a colon and a value in each line, as in Accept-Language: en; line "
              + "\(index + 1) has no colon"))
        return headers
      }
      headers.append(
        JSON.Member(
          parts[0].trimmedOfWhiteSpace, .string(parts[1].trimmedOfWhiteSpace)))
    }
    return headers
  }

  /// A file goes before nothing, and a text before what is kept, which stays unless an address takes its
  /// place.
  private func document(
    _ name: String, orElse kept: String?, _ faults: inout [Fault]
  ) -> [JSON.Member] {
    let (file, text) = (form["file"], form.text(name))
    if file != nil, !text.isEmpty {
      faults.append(
        Fault(
          ["settings", name],
          "here is a text and a file; empty the field, or choose no file"))
    }
    let isElsewhere = kind.traits.fields.contains {
      $0.replacesDocument && !members($0.name).isEmpty
    }
    let given = file ?? (text.isEmpty ? (isElsewhere ? nil : kept) : text)
    return given.map { [JSON.Member(name, .string($0))] } ?? []
  }

  // MARK: Secrets

  /// Those that are given; `nil`: none is.
  private var secrets: JSON? {
    var names = kind.secretNames(for: signIn)
    // What stands in the field of another grant is not meant.
    if form["auth_grant"] == SignIn.Grant.clientCredentials.rawValue {
      names.removeAll { $0 == "refresh_token" }
    }
    let given = names.compactMap { name in
      form["secret_" + name].map { JSON.Member(name, .string($0)) }
    }
    return given.isEmpty ? nil : .object(given)
  }
}

extension ConnectionForm {
  /// Whether a connection is what a first press of the same form made of it, moments ago: a second one
  /// has nothing left to do.
  func isDone(in listed: ListedConnection, since earliest: Instant) -> Bool {
    let connection = listed.connection
    let change = change(of: connection)
    guard change.faults.isEmpty, let json = change.settings,
      let read = try? ConnectionSettings.read(kind, json),
      read.settings == connection.settings, change.name == connection.name,
      change.isShared == connection.isShared
    else { return false }
    return (change.secrets?.members ?? []).allSatisfy { member in
      let typed = SecretText(name: member.key, text: member.value.text ?? "")
      return listed.secrets.contains {
        $0.name == member.key && $0.last4 == typed.last4 && $0.setAt >= earliest
      }
    }
  }
}

extension AdapterKind {
  /// The secrets that its form may ask for.
  /// - Parameter signIn: as the settings name it.
  func secretNames(for signIn: String?) -> [String] {
    let own = traits.fields.filter { $0.taking == .secret }.map(\.name)
    return switch traits.signsIn ? signIn : nil {
    case "bearer": own + ["token"]
    case "basic": own + ["password"]
    case "header", "query": own + ["value"]
    case "oauth2": own + ["client_secret", "refresh_token"]
    default: own
    }
  }
}
