package import OrderedJSON

/// A call of an operation, without what proves who asks, and what was left away of it.
package struct OpenAPIRequest: Sendable {
  /// As it goes out, but for what proves who asks.
  package let outgoing: OutgoingRequest
  /// The names of arguments that stand nowhere in it, in the order of the call.
  package let leftAway: [String]
  /// What a person should know of the call: which arguments several places share, what is left away,
  /// and what nobody checked, in sentences.
  package let notices: [String]
  let body: HTTPToolBody

  /// The request for the record: what is sent, byte for byte, but for the secret that proves who asks.
  package func record(as credentials: Credentials) -> JSON {
    credentials.shown(outgoing).record(body: body)
  }
}
