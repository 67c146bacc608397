package import Automations
import OrderedJSON

/// Sends a request that changes nothing below a connection's base URL. What comes back is told by its
/// status alone: a body may hold anything.
package struct HTTPTester: ConnectionTester {
  private let signed: SignedOutgoing
  private let secrets: @Sendable (Connection) async throws -> [SecretText]
  private let seconds: Int

  /// - Parameters:
  ///   - secrets: those of a connection.
  ///   - seconds: that a sign-in takes at most, and the request after it as many.
  package init(
    signed: SignedOutgoing, secrets: @escaping @Sendable (Connection) async throws -> [SecretText],
    within seconds: Int = Limits.connectionTestSeconds
  ) {
    self.signed = signed
    self.secrets = secrets
    self.seconds = seconds
  }

  package var kind: AdapterKind { .http }

  package func test(
    _ connection: Connection, _ probe: ConnectionProbe, for userID: String
  ) async -> ConnectionTest {
    guard case .http(let settings) = connection.settings, let baseURL = settings.baseURL else {
      return ConnectionTest(
        .failed, "This connection takes whole URLs: there is no address that a test could ask.")
    }
    let request: OutgoingRequest
    do throws(ParamFault) {
      request = try ConnectionRequest(
        ["method": .string(probe.method.rawValue), "path": .string(probe.path)], below: baseURL,
        headers: settings.headers.map { (name: $0.name, value: $0.value) }, key: ""
      ).outgoing
    } catch {
      let place = error.param == "base_url" ? "base URL" : "path"
      return ConnectionTest(.failed, "The \(place) \(error.rule).")
    }
    guard let texts = try? await secrets(connection) else {
      return ConnectionTest(.failed, "The secrets of the connection cannot be read; set them anew.")
    }
    let credentials = Credentials(
      settings.signIn, secrets: SecretValues(texts),
      place: TokenPlace(connection: connection.id, owner: connection.owner))
    return await test(request, as: credentials, for: userID)
  }

  private func test(
    _ request: OutgoingRequest, as credentials: Credentials, for userID: String
  ) async -> ConnectionTest {
    var signedIn = ""
    if case .oauth2(let settings) = credentials.signIn {
      // One that is kept may be good still though nothing gives another any more.
      let fault = await signed.trial(of: credentials, for: userID, within: seconds)
      if let fault { return ConnectionTest(.failed, fault.description) }
      let host = (try? HTTPURL(settings.tokenURL))?.host ?? "the token server"
      signedIn = "A token came from \(host). "
    }
    let reply = await signed.send(request, as: credentials, for: userID, within: seconds)
    switch reply {
    case .answer(let answer):
      let verdict = HTTPTester.verdict(
        on: answer.status, request.method, isSigned: credentials.signIn != .none)
      let asked = "\(request.method) \(request.url.shortened)"
      return ConnectionTest(
        verdict.outcome, "\(signedIn)\(asked) was answered with \(verdict.words)")
    case .refused(let words), .notConnected(let words, _), .broken(let words),
      .notSignedIn(let words):
      return ConnectionTest(.failed, signedIn + words)
    }
  }

  /// What a status says of a connection, and of a bad one what to do.
  private static func verdict(
    on status: Int, _ method: String, isSigned: Bool
  ) -> (outcome: ConnectionTest.Outcome, words: String) {
    switch status {
    case 200..<300: (.succeeded, "\(status).")
    case 300..<400:
      (.failed, "\(status), a redirect, which is not followed: set the base URL to where it leads.")
    case 401 where isSigned:
      (.failed, "401: the sign-in is refused. Look at its kind and set its secret anew.")
    case 401: (.failed, "401: it wants to know who asks. Choose how requests sign in.")
    case 403:
      (
        .failed,
        "403: who signs in so may not ask this. Look at the rights there, or try another path."
      )
    case 404, 410:
      (.failed, "\(status): there is nothing. Try a path that there is, or correct the base URL.")
    case 405, 501:
      (
        .failed,
        "\(status): it takes no \(method) there. Try \(method == "HEAD" ? "GET" : "another path")."
      )
    case 429: (.failed, "429: it is asked too often. Try it again later.")
    case 500...: (.failed, "\(status): the server has trouble of its own. Try it again later.")
    default: (.failed, "\(status). Try another path, or look at the base URL.")
    }
  }
}

extension HTTPURL {
  /// For a sentence, without the query: it may hold what proves who asks.
  fileprivate var shortened: String {
    let path = target.prefix { $0 != "?" }
    return "\(scheme)://\(authority)\(path)".excerpt(Limits.quotedAddress)
  }
}
