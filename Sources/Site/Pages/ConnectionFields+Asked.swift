import Automations
import OrderedJSON
import Scheduling

// The fields as they are asked, without what stands in them.
extension ConnectionFields {
  var settings: [TextField] {
    let name = TextField(
      name: "name", label: "Name", hint: "Bindings call it by this name.", placeholder: "crm")
    switch form.kind {
    case .http:
      return [
        name,
        TextField(
          name: "base_url", label: "Base URL",
          hint: "Every request goes below it; a query in it goes with each.",
          placeholder: "https://api.example.com/v1"),
      ]
    case .openapi: return [name] + document
    case .webhook:
      return [
        name,
        TextField(
          name: "url", label: "URL", hint: "Each call is a POST to it.",
          placeholder: "https://runner.example.com/steps"),
      ]
    case .mcp:
      return [
        name,
        TextField(
          name: "url", label: "URL of the server", placeholder: "https://mcp.example.com/mcp"),
      ]
    case .local: return [name]
    }
  }

  private var document: [TextField] {
    let bytes = kept?.connection.settings.document?.utf8.count
    return [
      TextField(
        name: "document_url", label: "Address of the OpenAPI document",
        aside: bytes == nil ? nil : "in place of the one that is kept",
        placeholder: "https://api.example.com/openapi.json"),
      TextField(
        name: "document", label: "Or its text", aside: "JSON or YAML",
        hint: bytes.map { "One of \($0) bytes is kept. Left empty, it stays." }, lines: 6),
    ]
  }

  /// Those that stand below the field for a file.
  var settingsBelow: [TextField] {
    guard form.kind == .openapi else { return [] }
    return [
      TextField(
        name: "base_url", label: "Base URL", aside: "if it is another than the document says",
        placeholder: "https://api.example.com/v1")
    ]
  }

  /// Of each way to sign in; the style sheet shows those of the chosen one.
  var signInFields: [TextField] {
    guard form.kind.signsIn else { return [] }
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

  var others: [TextField] {
    switch form.kind {
    case .http:
      [
        TextField(
          name: "headers", label: "Headers of every request", aside: "if you like",
          hint: "One a line. What proves who asks belongs to signing in, where it is kept secret.",
          placeholder: "Accept-Language: en", lines: 2)
      ]
    case .webhook:
      [secret("secret", hint: "It signs each request. Left empty, one is made and shown once.")]
    case .openapi, .mcp, .local: []
    }
  }

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
