package import Automations
import OrderedJSON
package import Scheduling
package import Templating

/// One's own account: password, API tokens and sessions.
package struct AccountPage: Page {
  package static let template = "account/show"

  let layout: Layout
  let session: Session
  let account: OwnAccount
  let typed: [String: String]
  let faults: [Fault]
  let made: Made?
  let now: Instant

  /// - Parameters:
  ///   - session: the one that asks.
  ///   - typed: what stands in the fields of a token, by their names; a password is not shown again.
  ///   - faults: at the names of the fields.
  ///   - made: a token that was just made.
  package init(
    layout: Layout, session: Session, account: OwnAccount, typed: [String: String],
    faults: [Fault], made: Made?, now: Instant
  ) {
    self.layout = layout.within(.account)
    self.session = session
    self.account = account
    self.typed = typed
    self.faults = faults
    self.made = made
    self.now = now
  }

  package static var fields: [Field<AccountPage>] {
    [
      .number("longest_name") { _ in Limits.nameCharacters },
      .model("layout") { $0.layout },
      .model("made") { $0.made },

      .flag("has_password") { $0.account.hasPassword },
      .model("current") { $0.entry("current_password") },
      .model("new") { $0.entry("new_password") },
      .model("again") { $0.entry("new_password_again") },

      .list("tokens") { page in page.account.tokens.map { TokenRow(token: $0, now: page.now) } },
      .flag("any_tokens") { !$0.account.tokens.isEmpty },
      .model("label") { $0.entry("name") },
      .list("accesses") { page in
        Choice.cases(
          chosen: page.typed["access"].flatMap(APIToken.Access.init(rawValue:)), words: \.words)
      },
      .text("access_fault") { $0.fault(at: "access") },
      .model("days") { $0.entry("days") },

      .list("sessions") { $0.sessionRows },
      .number("more_sessions") { $0.account.sessions.count - $0.sessionRows.count },
      .number("idle_hours") { _ in Int(Limits.sessionTime.unused / 3_600_000) },
      .number("absolute_days") { _ in Int(Limits.sessionTime.inAll / 86_400_000) },
      .flag("any_others") { $0.account.sessions.count > 1 },
    ]
  }

  private var sessionRows: [SessionRow] {
    account.sessions.prefix(Limits.sessionsShown).map {
      SessionRow(session: $0, isThis: $0.id == session.id, now: now)
    }
  }

  private func entry(_ name: String) -> Entry {
    Entry(
      value: typed[name] ?? "", fault: fault(at: name),
      isFirst: faults.first?.path.first == name)
  }

  private func fault(at name: String) -> String? {
    faults.filter { $0.path.first == name }.sentence
  }
}
