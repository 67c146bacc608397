import Automations
import Engine
import Foundation
import OrderedJSON
import Scheduling
import Synchronization
import TestSupport

/// A token server and an API that takes its tokens, both on this machine, and Alice's connection there.
final class OAuthWorld: Sendable {
  let clock = TestClock("2026-11-24T09:00:00Z")
  let keeping = TokensInMemory()
  let tokenServer: TalkingServer
  let api: TalkingServer
  let signed: SignedOutgoing

  /// - Parameters:
  ///   - api: what the API answers.
  ///   - token: what the token server answers to its requests, counted from 1.
  init(
    keeping: (any TokenKeeping)? = nil,
    api: @escaping @Sendable (TalkingServer.Request) async -> TalkingServer.Reply = { _ in
      .text("")
    },
    token: @escaping @Sendable (TalkingServer.Request, Int) async -> TalkingServer.Reply
  ) {
    let count = Mutex(0)
    tokenServer = TalkingServer { request in
      await token(
        request,
        count.withLock { count in
          count += 1
          return count
        })
    }
    self.api = TalkingServer(api)
    signed = SignedOutgoing(
      outgoing: OutgoingWorld.outgoing(), keeping: keeping ?? self.keeping,
      now: { [clock] in clock.now })
  }

  func serving(_ work: (OAuthWorld) async throws -> Void) async throws {
    try await tokenServer.serving { _ in try await api.serving { _ in try await work(self) } }
  }

  /// - Parameter refreshToken: `nil`: the grant is the client's own.
  func credentials(
    secret: String? = "the client's secret", refreshToken: String? = nil, scope: String? = nil
  ) -> Credentials {
    let secrets = [("client_secret", secret), ("refresh_token", refreshToken)]
    return Credentials(
      .oauth2(
        SignIn.OAuth2(
          grant: refreshToken == nil ? .clientCredentials : .refreshToken,
          tokenURL: "http://127.0.0.1:\(tokenServer.port)/token", clientID: "re:prise",
          scope: scope)),
      secrets: SecretValues(secrets.compactMap { name, text in text.map { (name, $0) } }),
      place: TokenPlace(connection: "crm", owner: "alice"))
  }

  func ask(
    _ path: String = "/", as credentials: Credentials? = nil, within seconds: Int = 100
  ) async -> OutgoingReply {
    await signed.send(
      OutgoingWorld.request(api, path), as: credentials ?? self.credentials(), for: "alice",
      within: seconds)
  }

  /// What the API was asked with.
  var bearers: [String] { api.requests.map { $0.header("authorization") ?? "" } }
  /// What the token server was asked.
  var grants: [String] { tokenServer.requests.map(\.body) }

  /// An answer with a token.
  static func token(
    _ access: String, _ others: String = ""
  ) -> TalkingServer.Reply {
    .json(200, #"{"access_token":"\#(access)","token_type":"Bearer"\#(others)}"#)
  }
}

/// Keeps nothing until it is told to.
final class FullDisk: TokenKeeping {
  private let memory = TokensInMemory()
  private let isFull = Mutex(true)

  func makeRoom() { isFull.withLock { $0 = false } }

  func tokens(at place: TokenPlace) async -> OAuthTokens? { await memory.tokens(at: place) }

  func keep(_ tokens: OAuthTokens, at place: TokenPlace) async throws {
    if isFull.withLock({ $0 }) { throw CancellationError() }
    await memory.keep(tokens, at: place)
  }
}
