package import Logging
package import Scheduling

/// Somebody's doing: who, proved by what, from where and when. It goes through the use case that
/// changes something to the store that writes it; log lines are written from it.
package struct Act: Hashable, Sendable {
  /// Who, and so whose rows may be touched.
  package let caller: Caller
  /// What proved that.
  package let proof: Proof
  /// Whence a request came, as the web server saw it; `nil`: from this machine's command line.
  package let address: String?
  /// When it was asked for, however long it is at work.
  package let at: Instant

  /// What proves who acts.
  package enum Proof: Hashable, Sendable {
    /// An API token, by its id.
    case token(String)
    /// A session, by its id.
    case session(String)
    /// The program itself: a command on the data folder, or the server as it starts.
    case program
  }

  package init(caller: Caller, proof: Proof, address: String?, at: Instant) {
    self.caller = caller
    self.proof = proof
    self.address = address
    self.at = at
  }
}

extension Act {
  /// Whose rows it may touch.
  package var scope: Scope { caller.scope }

  /// The program's own, in the first administrator's name.
  package static func ofProgram(at now: Instant) -> Act {
    Act(
      caller: Caller(userID: AccountUseCases.administrator, isAdministrator: true),
      proof: .program, address: nil, at: now)
  }

  /// The same, tried once more.
  package func again(at now: Instant) -> Act {
    Act(caller: caller, proof: proof, address: address, at: now)
  }

  /// What the log says of it: `user`, `token` or `session`, and `address`.
  package var names: Logger.Metadata {
    var names: Logger.Metadata = ["user": "\(caller.userID)"]
    switch proof {
    case .token(let id): names["token"] = "\(id)"
    case .session(let id): names["session"] = "\(id)"
    case .program: break
    }
    if let address { names["address"] = "\(address)" }
    return names
  }
}

extension Logger {
  /// Writes what somebody did.
  func tell(
    _ deed: Logger.Message, by act: Act, at level: Logger.Level = .notice,
    _ names: Logger.Metadata = [:]
  ) {
    log(level: level, deed, metadata: names.merging(act.names) { one, _ in one })
  }
}
