package import OrderedJSON
package import Scheduling

/// What a token server gave a connection (RFC 6749, 5.1).
package struct OAuthTokens: Hashable, Sendable {
  /// Goes with each request. Nothing shows it but who asks for it.
  package let access: String
  /// When another is asked for, a little before this one expires; `nil`: when it is taken no more.
  package let renewAt: Instant?
  /// What the next one is asked for with, where the server gave another than the connection has;
  /// `nil`: what the connection has.
  package let refresh: String?
  /// What they were given for, settings and secrets of the connection, as a hash: of other ones they
  /// are of no use.
  package let origin: String

  package init(access: String, renewAt: Instant?, refresh: String?, origin: String) {
    self.access = access
    self.renewAt = renewAt
    self.refresh = refresh
    self.origin = origin
  }
}

extension OAuthTokens: Discreet {
  package var description: String { SecretText.standIn(for: "access_token") }
}

extension OAuthTokens {
  /// As whoever keeps them may write them: sealed, since all of it is secret.
  package var json: JSON {
    [
      "access": .string(access), "renew_at": JSON(renewAt.map { Int($0.milliseconds) }),
      "refresh": JSON(refresh), "origin": .string(origin),
    ]
  }

  /// - Returns: `nil` where the value is none that `json` gives.
  package init?(_ json: JSON) {
    guard let access = json["access"]?.text, let origin = json["origin"]?.text else { return nil }
    self.init(
      access: access,
      renewAt: json["renew_at"]?.integer.map { Instant(milliseconds: Int64($0)) },
      refresh: json["refresh"]?.text, origin: origin)
  }
}
