// Accounts and signing in.
extension Limits {
  /// Characters of a password at least (NIST SP 800-63B, 5.1.1.2).
  package static let passwordCharacters = 8
  /// Bytes of a password at most: all of them are hashed.
  package static let passwordBytes = 1024
  /// Threads that derive keys from passwords: each takes a processor and 32 MB meanwhile.
  package static let passwordThreads = 2
  /// Derivations that wait for one of these threads, each of which keeps a request thread waiting:
  /// with those that go on, few of all that there are.
  package static let passwordsWaiting = 2
  /// Seconds after which another try is worth it: a derivation takes a quarter of one.
  package static let passwordRetryAfter = 1
  /// Seconds after which another try is worth it where an account has too many requests at a time.
  package static let turnRetryAfter = 1
  /// Days after which a token expires at most, where it does: ten years, as of a machine.
  package static let tokenDays = 3650
  /// Tokens of one account: its page lists them, too.
  package static let tokensOfAccount = 1000
  /// In milliseconds: an hour, as pages and commands say in words. A sign-in link is opened soon, and
  /// who finds an old one gets nowhere.
  package static let signInLinkTime: Int64 = 3_600_000
  /// In milliseconds: a day. So long after its time a spent link is remembered, since a clock that is set
  /// back by less would make it good again.
  package static let spentLinkTime: Int64 = 24 * 3_600_000
  /// Bytes of a sign-in link's value, which anybody may send: the ones that are made have some hundred.
  package static let signInLinkBytes = 200
  /// In milliseconds: how long a session lasts without use, so that one that was left open is over the
  /// next morning; and in all, so that one that was stolen ends however much it is used. The account's
  /// page tells them in whole hours and whole days.
  package static let sessionTime: (unused: Int64, inAll: Int64) = (
    12 * 3_600_000, 14 * 24 * 3_600_000
  )
  /// In milliseconds: how exact the last use of a session or token is, so that it costs one write a
  /// minute.
  package static let proofUse: Int64 = 60_000
  /// Sessions of one account: its page lists them.
  package static let sessionsOfAccount = 100
  /// Sessions that its page shows: the last used ones, as who signs in by a program has many.
  package static let sessionsShown = 30
}
