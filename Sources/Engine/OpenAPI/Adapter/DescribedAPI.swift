import Automations
import OrderedJSON

/// A connection to an API that a document describes.
struct DescribedAPI: Sendable {
  let connection: Connection
  let settings: OpenAPISettings

  /// - Returns: `nil` for a connection of another kind.
  init?(_ connection: Connection) {
    guard case .openapi(let settings) = connection.settings else { return nil }
    (self.connection, self.settings) = (connection, settings)
  }

  /// What proves to it who asks.
  func credentials(_ secrets: [SecretText] = []) -> Credentials {
    Credentials(settings.signIn, secrets: SecretValues(secrets), place: place)
  }

  var place: TokenPlace { TokenPlace(connection: connection.id, owner: connection.owner) }

  /// Where its document stands; `nil`: it was uploaded.
  var documentURL: String? {
    if case .url(let url) = settings.document { url } else { nil }
  }
}

// Whom its secrets are told: whoever was named beside them.
extension DescribedAPI {
  /// Whether what stands in the document's place is asked for with the sign-in: only where calls go too.
  func signs(_ documentURL: HTTPURL) -> Bool {
    guard settings.signIn != .none, let base = settings.baseURL else { return false }
    return (try? HTTPURL(base))?.isOfSameOrigin(as: documentURL) == true
  }

  /// Whether a call may go there: what somebody else can change never says where secrets go.
  func mayCall(_ url: HTTPURL) -> Bool {
    guard settings.signIn != .none, settings.baseURL == nil, let documentURL else { return true }
    return (try? HTTPURL(documentURL))?.isOfSameOrigin(as: url) == true
  }
}

extension HTTPURL {
  /// Whether both lead to one scheme, host and port (RFC 6454, 5).
  func isOfSameOrigin(as other: HTTPURL) -> Bool {
    scheme == other.scheme && host.lowercased() == other.host.lowercased() && port == other.port
  }
}

extension DescribedAPI {
  /// At the beginning of a sentence.
  var documentAtStart: String { "The document of the connection \"\(connection.name.quoted)\"" }
}
