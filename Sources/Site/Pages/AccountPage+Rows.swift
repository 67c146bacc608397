import Automations
import Scheduling
package import Templating

extension AccountPage {
  /// A token that was just made: told, or told before.
  package struct Made: TemplateModel {
    let token: APIToken
    /// `nil`: it was told before, and cannot be told again.
    let text: String?
    let now: Instant

    /// - Parameter text: what the browser says that the token is; another token's is not told.
    init(token: APIToken, text: String?, now: Instant) {
      self.token = token
      self.text = text.flatMap { Secret.hash($0) == token.secretHash ? $0 : nil }
      self.now = now
    }

    package static var fields: [Field<Made>] {
      [
        .text("name") { $0.token.name.listed }, .text("text") { $0.text },
        .text("ago") { DurationText.ago(from: $0.token.createdAt, to: $0.now) },
      ]
    }
  }

  /// An API token in the list.
  package struct TokenRow: TemplateModel {
    let token: APIToken
    let now: Instant

    package static var fields: [Field<TokenRow>] {
      [
        .path("revoke_path", Paths.revokeToken) { $0.token.id },
        .text("name") { $0.token.name.listed },
        .text("access") { $0.token.access.words },
        .model("made_at") { $0.time($0.token.createdAt) },
        .model("expires") { row in row.token.expiresAt.map(row.time) },
        .flag("is_over") { row in row.token.expiresAt.map { $0 <= row.now } ?? false },
        .model("used") { row in row.token.lastUsedAt.map(row.time) },
        .flag("is_servers") { row in
          row.token.isAdministrator && row.token.name == AccountUseCases.administratorTokenName
        },
      ]
    }

    private func time(_ instant: Instant) -> TimeText {
      TimeText(instant: instant, zone: nil, now: now)
    }
  }

  /// A session in the list.
  package struct SessionRow: TemplateModel {
    let session: Session
    let isThis: Bool
    let now: Instant

    package static var fields: [Field<SessionRow>] {
      [
        .path("end_path", Paths.endSession) { $0.session.id },
        .flag("is_this") { $0.isThis },
        .model("since") { TimeText(instant: $0.session.createdAt, zone: nil, now: $0.now) },
        .model("used") { TimeText(instant: $0.session.lastUsedAt, zone: nil, now: $0.now) },
      ]
    }
  }
}

extension APIToken.Access {
  /// What a token may do, for a person.
  var words: String {
    switch self {
    case .read: "Read only"
    case .write: "Read and write"
    }
  }
}
