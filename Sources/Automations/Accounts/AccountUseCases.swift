package import Logging
import OrderedJSON
package import Scheduling

/// Accounts, and the ways to prove that one is who one says.
package struct AccountUseCases: Sendable {
  /// The name of the administrator that there is from the first start on.
  package static let administrator = "admin"
  /// The name of the token that lies in the data folder.
  package static let administratorTokenName = "admin-token"

  let store: any AccountStore
  let passwords: PasswordThreads
  private let key: [UInt8]
  let now: @Sendable () -> Instant
  let logger: Logger

  /// - Parameters:
  ///   - passwords: where keys are derived.
  ///   - key: the data folder's, which signs sign-in links and form tokens.
  ///   - logger: told what somebody did, never a secret.
  package init(
    store: any AccountStore, passwords: PasswordThreads = PasswordThreads(), key: [UInt8],
    now: @escaping @Sendable () -> Instant, logger: Logger = .silent
  ) {
    self.store = store
    self.passwords = passwords
    self.key = key
    self.now = now
    self.logger = logger
  }

  // MARK: Accounts

  /// Makes an account and its first token, which is told this once.
  /// - Returns: the account's name, composed, and the token.
  /// - Throws: `Refusal`; `.conflict` also where the name looks like one that is taken.
  package func create(
    name: String, password: String?, by act: Act
  ) async throws -> (name: String, token: String) {
    var faults = AccountName.faults(of: name)
    if let password, let fault = Password.fault(of: password, for: name) {
      faults.append(Fault(["password"], fault))
    }
    guard faults.isEmpty else { throw Refusal.invalid(faults) }
    let account = Account(
      name: AccountName.composed(name), isAdministrator: false,
      password: try await hash(password), createdAt: act.at)
    let (token, text) = newToken(name: "first", access: .write, expiresAt: nil, of: account)
    guard try await store.insert(account, with: token, by: act) else {
      throw Refusal.conflict("The name \"\(name)\" is taken, or looks like one that is")
    }
    logger.tell("account made", by: act, ["account": "\(account.name)"])
    return (account.name, text)
  }

  private func hash(_ password: String?) async throws -> PasswordHash? {
    guard let password else { return nil }
    return try await passwords.run { try Password.hash(password) }
  }

  /// The account of a name, as it was typed or composed.
  func account(named name: String) async throws -> Account? {
    guard Fault.ofIdentifier(name).isEmpty else { return nil }
    if let account = try await store.account(named: name) { return account }
    let composed = AccountName.composed(name)
    guard !composed.utf8.elementsEqual(name.utf8) else { return nil }
    return try await store.account(named: composed)
  }

  /// Makes the first administrator where there is none.
  package func ensureAdministrator() async throws {
    let act = Act.ofProgram(at: now())
    _ = try await store.insert(
      Account(
        name: AccountUseCases.administrator, isAdministrator: true, password: nil,
        createdAt: act.at), by: act)
  }

  // MARK: Tokens

  /// - Parameter id: of the token; one that is there already is not made twice.
  /// - Returns: the token, told this once.
  package func createToken(
    id: String = Identifier.random(), name: String, access: APIToken.Access, expiresAt: Instant?,
    of userID: String, by act: Act
  ) async throws -> String {
    var faults = Fault.ofIdentifier(name, "name")
    if userID == AccountUseCases.administrator, name == AccountUseCases.administratorTokenName {
      faults.append(Fault(["name"], "is that of the token in the data folder; choose another"))
    }
    if let expiresAt, expiresAt <= act.at {
      faults.append(Fault(["expires_at"], "must be later than now"))
    }
    guard faults.isEmpty else { throw Refusal.invalid(faults) }
    guard let account = try await account(named: userID) else {
      throw Refusal.notFound(.account)
    }
    let (token, text) = newToken(
      id: id, name: name, access: access, expiresAt: expiresAt, of: account)
    switch try await store.insert(token, by: act) {
    case .kept: break
    case .known:
      throw Refusal.conflict(
        "This token was made already and shown then; if it is lost, revoke it and make another")
    case .tooMany:
      throw Refusal.invalid([
        Fault(
          ["name"],
          "an account has at most \(Limits.tokensOfAccount) tokens; revoke one that is not needed",
          .tooLong)
      ])
    }
    logger.tell(
      "API token made", by: act,
      ["account": "\(account.name)", "made": "\(id)", "access": "\(access.rawValue)"])
    return text
  }

  /// Whether a text is the administrator's token still.
  package func isAdministratorToken(_ text: String) async throws -> Bool {
    try await store.token(Secret.hash(text))?.isAdministrator ?? false
  }

  /// Makes the administrator's token anew; the one before is revoked.
  /// - Throws: `Refusal.notFound(.account)`.
  package func replaceAdministratorToken() async throws -> String {
    let act = Act.ofProgram(at: now())
    guard let account = try await store.account(named: AccountUseCases.administrator) else {
      throw Refusal.notFound(.account)
    }
    let (token, text) = newToken(
      name: AccountUseCases.administratorTokenName, access: .write, expiresAt: nil, of: account)
    try await store.replace(with: token, by: act)
    logger.tell("API token made", by: act, ["account": "\(account.name)", "made": "\(token.id)"])
    return text
  }

  /// Whom a token proves, and what it may; `nil` for one that is unknown, revoked or expired.
  package func caller(token text: String) async throws -> (caller: Caller, token: APIToken)? {
    guard APITokenText.isWellFormed(text) else { return nil }
    let hash = Secret.hash(text)
    guard let token = try await store.token(hash) else { return nil }
    let now = now()
    if let expiry = token.expiresAt, expiry <= now { return nil }
    if token.lastUsedAt.map({ now.milliseconds(since: $0) >= Limits.proofUse }) ?? true {
      // That it was used is not worth refusing it, as where the disk is full.
      try? await store.touch(token: hash, at: now)
    }
    return (Caller(userID: token.userID, isAdministrator: token.isAdministrator), token)
  }

  private func newToken(
    id: String = Identifier.random(), name: String, access: APIToken.Access, expiresAt: Instant?,
    of account: Account
  ) -> (APIToken, text: String) {
    let text = APITokenText.random()
    let token = APIToken(
      id: id, secretHash: Secret.hash(text), userID: account.name,
      isAdministrator: account.isAdministrator, name: name, access: access, createdAt: now(),
      expiresAt: expiresAt, lastUsedAt: nil)
    return (token, text)
  }

  // MARK: Signing in

  /// - Parameter address: whence the request came.
  /// - Returns: the secret of a new session; `nil` where name and password do not fit, or do not any
  ///   more once the password is checked.
  /// - Throws: `Refusal.tooMany` where too many sign in.
  package func signIn(
    name: String, password: String, from address: String?
  ) async throws -> String? {
    let account = try await account(named: name)
    let isRight = try await passwords.run { try Password.matches(password, account?.password) }
    guard isRight, let account else { return nil }
    let (session, secret) = try await beginSession(of: account)
    let act = act(beginning: session, from: address)
    guard try await store.insert(session, provedBy: account.password, by: act) else { return nil }
    logger.tell("signed in", by: act)
    return secret
  }

  /// The query of a sign-in link, valid once and for an hour.
  /// - Throws: `Refusal.notFound(.account)`.
  package func signInLink(of name: String, by act: Act) async throws -> String {
    guard let account = try await account(named: name) else { throw Refusal.notFound(.account) }
    logger.tell("sign-in link made", by: act, ["account": "\(account.name)"])
    return SignInLink.query(of: account.name, key: key, now: now())
  }

  /// Makes sure that a link would sign in now; it is not spent by that.
  /// - Throws: `Refusal.notFound(.signInLink)`.
  package func check(link text: String, of name: String) async throws {
    guard let link = SignInLink(text, of: name, key: key), now() < link.expires,
      try await !store.isSpent(link.nonce)
    else { throw Refusal.notFound(.signInLink) }
  }

  /// - Parameter address: whence the request came.
  /// - Returns: the secret of a new session.
  /// - Throws: `Refusal.notFound(.signInLink)`.
  package func signIn(
    name: String, link: String, from address: String?
  ) async throws -> String {
    guard let link = SignInLink(link, of: name, key: key), now() < link.expires,
      let account = try await store.account(named: name)
    else { throw Refusal.notFound(.signInLink) }
    let (session, secret) = try await beginSession(of: account)
    let act = act(beginning: session, from: address)
    let isKept = try await store.insert(
      session, spending: link.nonce, expires: link.expires, by: act)
    guard isKept else { throw Refusal.notFound(.signInLink) }
    logger.tell("signed in by a link", by: act)
    return secret
  }

  /// Of whoever signs in: the session that begins is what proves the act.
  private func act(beginning session: Session, from address: String?) -> Act {
    Act(
      caller: Caller(userID: session.userID, isAdministrator: session.isAdministrator),
      proof: .session(session.id), address: address, at: session.createdAt)
  }

  /// Whom a session's secret proves; `nil` where it is unknown or over.
  package func session(_ secret: String) async throws -> Session? {
    let hash = Secret.hash(secret)
    guard let session = try await store.session(hash) else { return nil }
    let now = now()
    guard !AccountUseCases.isOver(session, at: now) else { return nil }
    if now.milliseconds(since: session.lastUsedAt) >= Limits.proofUse {
      try? await store.touch(session: hash, at: now)
    }
    return session
  }

  /// Ends the session; one that was ended already is no error.
  package func signOut(_ session: Session, by act: Act) async throws {
    _ = try await store.deleteSession(session.id, by: act)
    logger.tell("signed out", by: act)
  }

  /// The token that a session's forms carry against cross-site posts.
  package func formToken(of session: Session) -> String {
    Secret.sign("form:\(session.id)", with: key)
  }

  /// Whether a form bears the token of its session; compared in constant time.
  package func isFormToken(_ token: String, of session: Session) -> Bool {
    Secret.isSignature(token, of: "form:\(session.id)", with: key)
  }

  /// A session that nothing keeps yet; those that are over go.
  private func beginSession(of account: Account) async throws -> (Session, secret: String) {
    let now = now()
    try await store.deleteSessions(
      unusedSince: now.advanced(byMilliseconds: -Limits.sessionTime.unused),
      createdBefore: now.advanced(byMilliseconds: -Limits.sessionTime.inAll))
    return newSession(of: account)
  }

  func newSession(of account: Account) -> (Session, secret: String) {
    let secret = Secret.random()
    let now = now()
    let session = Session(
      id: Identifier.random(), secretHash: Secret.hash(secret), userID: account.name,
      isAdministrator: account.isAdministrator, createdAt: now, lastUsedAt: now)
    return (session, secret)
  }

  static func isOver(_ session: Session, at now: Instant) -> Bool {
    now.milliseconds(since: session.lastUsedAt) >= Limits.sessionTime.unused
      || now.milliseconds(since: session.createdAt) >= Limits.sessionTime.inAll
  }
}
