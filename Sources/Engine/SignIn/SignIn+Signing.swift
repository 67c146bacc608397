import Automations

// Where in a request what proves who asks stands.
extension SignIn {
  /// A request with what proves who asks, in place of what stood there.
  /// - Parameter proof: as `ownProof`, or a token.
  /// - Returns: that, and what of it is secret, by its name.
  func signed(
    _ request: OutgoingRequest, with proof: String
  ) -> (request: OutgoingRequest, secret: String?) {
    if case .query(let name) = self {
      let url = request.url.setting(query: name, to: PercentEncoding.component(proof))
      return (request.setting(url), "value")
    }
    guard let header else { return (request, nil) }
    return (
      request.setting([(name: header.name, value: header.value(proof))]), header.secret
    )
  }

  /// The same with a mark of what is secret.
  func shown(_ request: OutgoingRequest) -> OutgoingRequest {
    if case .query(let name) = self {
      return request.setting(
        request.url.setting(query: name, to: SecretText.standIn(for: "value")))
    }
    return header.map { request.setting([(name: $0.name, value: $0.shown)]) } ?? request
  }
}
