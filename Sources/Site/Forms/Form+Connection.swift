import Automations
import OrderedJSON

extension Form {
  /// The form that shows a connection as it is; its secrets are nobody's to read, and a document is too
  /// long.
  init(showing connection: Connection) {
    let settings = connection.settings.json(withDocument: false)
    var pairs = [("name", connection.name)]
    for field in connection.kind.traits.fields {
      switch field.taking {
      case .address:
        if let text = settings[field.name]?.text { pairs.append((field.name, text)) }
      case .headers:
        let headers = (settings[field.name]?.members ?? []).map {
          "\($0.key): \($0.value.text ?? "")"
        }
        if !headers.isEmpty { pairs.append((field.name, headers.joined(separator: "\n"))) }
      case .document, .secret: break
      }
    }
    for member in settings["auth"]?.members ?? [] {
      let field = member.key == "type" ? "auth" : "auth_" + member.key
      if let text = member.value.text { pairs.append((field, text)) }
    }
    if connection.isShared { pairs.append(("shared", "true")) }
    self.init(pairs: pairs)
  }
}

extension Fault {
  /// The field of a connection's form that the API's place belongs to; `nil`: there is none.
  var connectionField: String? {
    switch (path.first, path.dropFirst().first) {
    case ("name"?, _): "name"
    case ("shared"?, _): "shared"
    case ("secrets"?, let name?): "secret_" + name
    case ("settings"?, "auth"?):
      path.dropFirst(2).first.flatMap { $0 == "type" ? nil : "auth_" + $0 } ?? "auth"
    case ("settings"?, let name?): name
    default: nil
    }
  }

  /// As it stands at its field, where it need not be said that there is one.
  var atField: String {
    let before = "Field required: "
    guard message.hasPrefix(before) else { return message }
    return "is needed: " + message.dropFirst(before.count)
  }
}
