import Automations
import OrderedJSON

extension ListedConnection {
  /// Whose it is, where it is not one's own; `nil`: it is.
  var offer: String? {
    if isTheirs { return nil }
    if connection == .local { return "built in" }
    return connection.owner.map { "offered by \($0.listed)" } ?? "offered by the operator"
  }
}

/// What a secret is called where it is asked for and told of.
enum SecretWords {
  static func label(_ name: String) -> String {
    switch name {
    case "token": "Token"
    case "password": "Password"
    case "value": "Value of the header, or of the parameter"
    case "client_secret": "Client secret"
    case "refresh_token": "Refresh token"
    case "secret": "Signing secret"
    default: name
    }
  }
}
