package import Automations
import Synchronization

/// Keeps tokens as long as the program runs.
package final class TokensInMemory: TokenKeeping {
  private let all = Mutex<[TokenPlace: OAuthTokens]>([:])

  package init() {}

  package func tokens(at place: TokenPlace) async -> OAuthTokens? {
    all.withLock { $0[place] }
  }

  package func keep(_ tokens: OAuthTokens, at place: TokenPlace) async {
    all.withLock { $0[place] = tokens }
  }
}
