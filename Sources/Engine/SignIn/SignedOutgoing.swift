package import Automations
import OrderedJSON
package import Scheduling

/// The way out for the requests of connections: each proves who asks, as its connection says. Copies
/// share the tokens.
package struct SignedOutgoing: Sendable {
  private let outgoing: Outgoing
  private let desk: TokenDesk

  /// - Parameter now: of the clock by which tokens expire.
  package init(
    outgoing: Outgoing, keeping: any TokenKeeping, now: @escaping @Sendable () -> Instant
  ) {
    self.outgoing = outgoing
    desk = TokenDesk(outgoing: outgoing, keeping: keeping, now: now)
  }

  /// Sends a request as `Outgoing.send` does, with what proves who asks; a header or parameter of that
  /// name in the request is left away. Where a token was asked for and the answer is 401, another is
  /// asked for and the request sent again, once: it was not taken (RFC 9110, 15.5.2).
  /// - Returns: an answer in which the secrets that went out are not shown (`HTTPAnswer.sent`).
  package func send(
    _ request: OutgoingRequest, as credentials: Credentials, for userID: String,
    within seconds: Int, keeping: Bool = false, isEnough: (@Sendable ([UInt8]) -> Bool)? = nil
  ) async -> OutgoingReply {
    await send(
      request, as: credentials, for: userID, by: Deadline(within: seconds), keeping: keeping,
      isEnough: isEnough)
  }

  /// The same for what has done something before within its time.
  /// - Parameter beginAnew: called before the request is sent again: what `isEnough` has looked at by
  ///   then is no part of the answer.
  func send(
    _ request: OutgoingRequest, as credentials: Credentials, for userID: String,
    by deadline: Deadline, keeping: Bool = false, beginAnew: @Sendable () -> Void = {},
    isEnough: (@Sendable ([UInt8]) -> Bool)? = nil
  ) async -> OutgoingReply {
    let call = SignedCall(
      request: request, credentials: credentials, userID: userID, deadline: deadline,
      keeping: keeping, isEnough: isEnough)
    do throws(SignInFault) {
      let proof = try await proof(for: call)
      let reply = await send(call, proof)
      guard case .oauth2 = credentials.signIn, case .answer(let answer) = reply,
        answer.status == 401
      else { return reply }
      let second = try await self.proof(for: call, insteadOf: proof)
      guard second != proof else { return reply }
      beginAnew()
      return await send(call, second)
    } catch {
      return error.reply
    }
  }

  /// Sends a request whose answer nobody waits for, where what proves who asks is at hand: no token is
  /// asked for, since one that came too late to be kept might be the last one.
  func tell(
    _ request: OutgoingRequest, as credentials: Credentials, for userID: String,
    by deadline: Deadline
  ) async {
    let proof: String?
    switch credentials.signIn {
    case .oauth2(let settings):
      proof = await desk.tokenAtHand(for: TokenAsking(settings, credentials, for: userID))
      guard proof != nil else { return }
    case .none, .basic, .bearer, .header, .query:
      do { proof = try credentials.ownProof() } catch { return }
    }
    let call = SignedCall(
      request: request, credentials: credentials, userID: userID, deadline: deadline,
      keeping: true, isEnough: { _ in true })
    _ = await send(call, proof)
  }

  /// Signs in without sending anything else: a token is asked for though there is one.
  /// - Returns: why it cannot be done; `nil`: it can, as far as that shows before a request is sent.
  package func trial(
    of credentials: Credentials, for userID: String, within seconds: Int
  ) async -> SignInFault? {
    do throws(SignInFault) {
      guard case .oauth2(let settings) = credentials.signIn else {
        _ = try credentials.ownProof()
        return nil
      }
      let asking = TokenAsking(settings, credentials, for: userID)
      _ = try await bounded(by: Deadline(within: seconds), settings) {
        [desk] () throws(SignInFault) in try await desk.newToken(for: asking)
      }
      return nil
    } catch {
      return error
    }
  }

  private func send(_ call: SignedCall, _ proof: String?) async -> OutgoingReply {
    var (request, secrets) = (call.request, call.credentials.secrets)
    if let proof {
      let signed = call.credentials.signIn.signed(request, with: proof)
      request = signed.request
      if let name = signed.secret { secrets = secrets.adding(name, proof) }
    }
    let reply = await outgoing.send(
      request, for: call.userID, by: call.deadline, keeping: call.keeping, isEnough: call.isEnough)
    guard case .answer(let answer) = reply else { return reply }
    return .answer(answer.hiding(secrets))
  }

  private func proof(
    for call: SignedCall, insteadOf unwanted: String? = nil
  ) async throws(SignInFault) -> String? {
    guard case .oauth2(let settings) = call.credentials.signIn else {
      return try call.credentials.ownProof()
    }
    let asking = TokenAsking(settings, call.credentials, for: call.userID)
    return try await bounded(by: call.deadline, settings) { [desk] () throws(SignInFault) in
      try await desk.token(for: asking, insteadOf: unwanted)
    }
  }

  private func bounded(
    by deadline: Deadline, _ settings: SignIn.OAuth2,
    _ work: @escaping @Sendable () async throws(SignInFault) -> String
  ) async throws(SignInFault) -> String {
    let result = await deadline.bounds { () -> Result<String, SignInFault> in
      do throws(SignInFault) { return .success(try await work()) } catch { return .failure(error) }
    }
    guard let result else {
      let host = (try? HTTPURL(settings.tokenURL))?.host ?? "the token server"
      throw .noAnswer("no token came from \(host) within \(deadline.seconds) s.")
    }
    return try result.get()
  }
}

/// A request on its way to be signed.
private struct SignedCall: Sendable {
  let request: OutgoingRequest
  let credentials: Credentials
  let userID: String
  let deadline: Deadline
  let keeping: Bool
  let isEnough: (@Sendable ([UInt8]) -> Bool)?
}
