package import Automations

/// How the requests of a connection prove who asks, for the time of a call.
package struct Credentials: Sendable {
  package let signIn: SignIn
  /// As `SignIn.secretNames` calls them.
  package let secrets: SecretValues
  /// What tokens are kept by.
  package let place: TokenPlace

  package init(_ signIn: SignIn, secrets: SecretValues, place: TokenPlace) {
    self.signIn = signIn
    self.secrets = secrets
    self.place = place
  }

  /// Without any.
  package static func none(at place: TokenPlace) -> Credentials {
    Credentials(.none, secrets: SecretValues(), place: place)
  }
}

extension Credentials {
  /// A request as it may be seen of one that is sent with these: it differs in what proves who asks
  /// alone, and nothing has to be asked for it.
  package func shown(_ request: OutgoingRequest) -> OutgoingRequest { signIn.shown(request) }

  /// SHA-256 of the secrets that a person gives, and of no others: what the program keeps
  /// beside them, as tokens that it asked for, changes while nobody becomes another one.
  var digest: [UInt8] {
    let (needed, others) = signIn.secretNames
    return Secret.hash((needed + others).map { secrets[$0] ?? "" }.joined(separator: "\0"))
  }
}
