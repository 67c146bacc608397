import Automations
import OrderedJSON
import Scheduling

// The fields as they are asked, without what stands in them.
extension ConnectionFields {
  var settings: [TextField] {
    let name = TextField(
      name: "name", label: "Name", hint: "Bindings call it by this name.", placeholder: "crm")
    return [name] + asked(traits.fields.filter(\.isOfSettings).dropLast(below.count))
  }

  /// Those that stand below the field for a file.
  var settingsBelow: [TextField] { asked(below) }

  private var below: [SettingField] {
    let fields = traits.fields.filter(\.isOfSettings)
    return Array(fields.drop { $0.taking != .document }.dropFirst())
  }

  private var traits: KindTraits { form.kind.traits }

  private func asked(_ fields: some Sequence<SettingField>) -> [TextField] {
    fields.map { field in
      switch field.taking {
      case .secret: return secret(field.name, hint: field.hint)
      case .address, .headers, .document: break
      }
      let bytes = kept?.connection.settings.document?.utf8.count
      let isOfKept = field.taking == .document
      return TextField(
        name: field.name, label: field.label,
        aside: bytes.flatMap { _ in field.asideBesideKept } ?? field.aside,
        hint: isOfKept
          ? bytes.map { "One of \($0) bytes is kept. Left empty, it stays." } : field.hint,
        placeholder: field.placeholder, lines: field.taking.lines)
    }
  }

  /// Of each way to sign in; the style sheet shows those of the chosen one.
  var signInFields: [TextField] {
    guard traits.signsIn else { return [] }
    return [
      secret("token", for: "bearer"),
      TextField(name: "auth_username", label: "Name of the account", group: "for-basic"),
      secret("password", for: "basic"),
      TextField(
        name: "auth_name", label: "Name of the header, or of the parameter",
        placeholder: "X-API-Key", group: "for-named"),
      secret("value", for: "named"),
      TextField(
        name: "auth_token_url", label: "Where tokens are asked for",
        placeholder: "https://auth.example.com/token", group: "for-oauth2"),
      TextField(name: "auth_client_id", label: "Client id", group: "for-oauth2"),
      secret("client_secret", for: "oauth2"),
      secret(
        "refresh_token", for: "oauth2", hint: "Needed where tokens are asked for with one."),
      TextField(name: "auth_scope", label: "Scope", aside: "if you like", group: "for-oauth2"),
    ]
  }

  var others: [TextField] { asked(traits.fields.filter { !$0.isOfSettings }) }

  /// - Parameter hint: where none is kept.
  private func secret(_ name: String, for signIn: String? = nil, hint: String? = nil) -> TextField {
    let note = kept?.secrets.first { $0.name == name }
    let told = note.map { note in
      let end = note.last4.isEmpty ? "" : ", ends with \(note.last4.shown)"
      return "One is kept: set \(DurationText.distance(from: now, to: note.setAt))\(end). "
        + "Left empty, it stays."
    }
    return TextField(
      name: "secret_" + name, label: SecretWords.label(name), hint: told ?? hint,
      group: signIn.map { "for-\($0)" }, isSecret: true)
  }
}

extension SettingField {
  /// Whether it stands before the sign-in.
  fileprivate var isOfSettings: Bool { taking == .address || taking == .document }
}

extension SettingField.Taking {
  /// How many are seen; 0: it has one.
  fileprivate var lines: Int {
    switch self {
    case .address, .secret: 0
    case .headers: 2
    case .document: 6
    }
  }
}
