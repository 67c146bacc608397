import Automations
import OrderedJSON
import Scheduling

/// Hands out the tokens of connections, and asks for each new one once for all who wait.
actor TokenDesk {
  private let outgoing: Outgoing
  private let keeping: any TokenKeeping
  private let now: @Sendable () -> Instant
  private var flights: [TokenAsking.Key: Flight] = [:]
  /// What could not be kept: a refresh token that is lost is lost for good.
  private var unkept: [TokenPlace: OAuthTokens] = [:]

  private struct Flight {
    let unwanted: String?
    let result: Task<Result<OAuthTokens, SignInFault>, Never>
  }

  init(
    outgoing: Outgoing, keeping: any TokenKeeping, now: @escaping @Sendable () -> Instant
  ) {
    (self.outgoing, self.keeping, self.now) = (outgoing, keeping, now)
  }

  /// A token that is taken, as far as anybody knows. A cancelled task waits no longer; the server is
  /// asked for the others, for `Limits.tokenSeconds` at most.
  /// - Parameter unwanted: a token that is not taken any more.
  func token(
    for asking: TokenAsking, insteadOf unwanted: String? = nil
  ) async throws(SignInFault) -> String {
    while true {
      let flight = flights[asking.key] ?? begin(asking, insteadOf: unwanted)
      let tokens = try await TokenDesk.wait(for: flight.result)
      // Others may have asked before it was known that this one is not taken.
      if tokens.access != unwanted || flight.unwanted == unwanted { return tokens.access }
    }
  }

  /// A token that is kept and need not be renewed; `nil`: there is none.
  func tokenAtHand(for asking: TokenAsking) async -> String? {
    guard let kept = try? await kept(asking), isFresh(kept) else { return nil }
    return kept.access
  }

  private func isFresh(_ tokens: OAuthTokens) -> Bool {
    tokens.renewAt.map { now() < $0 } ?? true
  }

  /// A token that the server gives now.
  func newToken(for asking: TokenAsking) async throws(SignInFault) -> String {
    try await token(for: asking, insteadOf: try kept(asking)?.access)
  }

  private func begin(_ asking: TokenAsking, insteadOf unwanted: String?) -> Flight {
    let flight = Flight(
      unwanted: unwanted, result: Task { await self.land(asking, insteadOf: unwanted) })
    flights[asking.key] = flight
    return flight
  }

  private func land(
    _ asking: TokenAsking, insteadOf unwanted: String?
  ) async -> Result<OAuthTokens, SignInFault> {
    defer { flights[asking.key] = nil }
    do throws(SignInFault) {
      return .success(try await tokens(asking, insteadOf: unwanted))
    } catch {
      return .failure(error)
    }
  }

  private func tokens(
    _ asking: TokenAsking, insteadOf unwanted: String?
  ) async throws(SignInFault) -> OAuthTokens {
    let kept = try await kept(asking)
    if let kept, kept.access != unwanted, isFresh(kept) { return kept }
    let answer = try await TokenRequest(
      asking.settings, asking.credentials, refreshToken: kept?.refresh
    ).answer(through: outgoing, for: asking.userID, now: Int(now().seconds))
    let tokens = OAuthTokens(
      access: answer.access, renewAt: answer.expiresIn.map(renewal),
      refresh: answer.refresh ?? kept?.refresh, origin: asking.key.origin)
    await keep(tokens, asking)
    return tokens
  }

  /// Before the token expires; of one that lives for seconds, a fourth of them.
  private func renewal(after seconds: Int) -> Instant {
    now().advanced(byMilliseconds: Int64(seconds - min(Limits.tokenLeeway, seconds / 4)) * 1000)
  }

  private func kept(_ asking: TokenAsking) async throws(SignInFault) -> OAuthTokens? {
    let place = asking.credentials.place
    if let tokens = unkept[place] { await keep(tokens, asking) }
    if let tokens = unkept[place] { return tokens.origin == asking.key.origin ? tokens : nil }
    do {
      let tokens = try await keeping.tokens(at: place)
      return tokens?.origin == asking.key.origin ? tokens : nil
    } catch {
      throw .notRead
    }
  }

  private func keep(_ tokens: OAuthTokens, _ asking: TokenAsking) async {
    do {
      try await keeping.keep(tokens, at: asking.credentials.place)
      unkept[asking.credentials.place] = nil
    } catch {
      unkept[asking.credentials.place] = tokens
    }
  }

  private static func wait(
    for result: Task<Result<OAuthTokens, SignInFault>, Never>
  ) async throws(SignInFault) -> OAuthTokens {
    guard let tokens = await result.valueUnlessCancelled() else {
      throw .noAnswer("it was given up.")
    }
    return try tokens.get()
  }
}
