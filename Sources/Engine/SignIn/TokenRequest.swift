import Automations
import Foundation
import OrderedJSON

/// Asks a token server for a token (RFC 6749, 4.4.2 and 6).
struct TokenRequest: Sendable {
  private let settings: SignIn.OAuth2
  private let url: HTTPURL
  private let clientSecret: String?
  private let refreshToken: String?

  /// - Parameter refreshToken: that the server gave last; `nil`: the connection's own is used.
  init(
    _ settings: SignIn.OAuth2, _ credentials: Credentials, refreshToken: String?
  ) throws(SignInFault) {
    self.settings = settings
    do throws(ParamFault) {
      url = try HTTPURL(settings.tokenURL)
    } catch {
      throw .tokenURL(error.rule)
    }
    switch settings.grant {
    case .clientCredentials:
      clientSecret = try credentials.needed("client_secret")
      self.refreshToken = nil
    case .refreshToken:
      clientSecret = credentials.secrets["client_secret"]
      let own = try credentials.needed("refresh_token")
      self.refreshToken = refreshToken ?? own
    }
  }

  /// The client's secret goes in the header `Authorization`, as every server has to take it (RFC 6749,
  /// 2.3.1); to one that takes it in the body alone it goes there.
  /// - Parameter now: seconds since 1970, for times that the server asks to wait until.
  func answer(
    through outgoing: Outgoing, for userID: String, now: Int
  ) async throws(SignInFault) -> TokenAnswer {
    do throws(SignInFault) {
      return try await answer(
        through: outgoing, for: userID, now: now, isInBody: clientSecret == nil)
    } catch {
      guard clientSecret != nil, error.mayBeOfPlace else { throw error }
      do throws(SignInFault) {
        return try await answer(through: outgoing, for: userID, now: now, isInBody: true)
      } catch let second {
        throw second.tellsMore ? second : error
      }
    }
  }

  private func answer(
    through outgoing: Outgoing, for userID: String, now: Int, isInBody: Bool
  ) async throws(SignInFault) -> TokenAnswer {
    let reply = await outgoing.send(
      request(isInBody: isInBody), for: userID, within: Limits.tokenSeconds)
    switch reply {
    case .answer(let answer):
      return try TokenAnswer(answer, from: url.host, hiding: secrets, now: now)
    case .refused(let words), .notSignedIn(let words): throw .notAllowed(words)
    case .notConnected(let words, _), .broken(let words): throw .noAnswer(words)
    }
  }

  private func request(isInBody: Bool) -> OutgoingRequest {
    var fields = [("grant_type", settings.grant.rawValue)]
    if let refreshToken { fields.append(("refresh_token", refreshToken)) }
    if let scope = settings.scope { fields.append(("scope", scope)) }
    var headers = [
      ("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json"),
    ]
    if isInBody {
      fields.append(("client_id", settings.clientID))
      if let clientSecret { fields.append(("client_secret", clientSecret)) }
    } else {
      let pair = "\(encoded(settings.clientID)):\(encoded(clientSecret ?? ""))"
      headers.append(("Authorization", "Basic " + Data(pair.utf8).base64EncodedString()))
    }
    let form = fields.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
    return OutgoingRequest(
      method: "POST", url: url, headers: headers.map { (name: $0.0, value: $0.1) },
      body: Array(form.utf8))
  }

  private func encoded(_ text: String) -> String { PercentEncoding.formValue(Array(text.utf8)) }

  /// What an answer may not show.
  private var secrets: SecretValues {
    SecretValues(
      [("client_secret", clientSecret), ("refresh_token", refreshToken)]
        .compactMap { name, text in text.map { (name: name, text: $0) } })
  }
}

extension SignInFault {
  /// Whether the server may have looked for the client's secret elsewhere.
  fileprivate var mayBeOfPlace: Bool {
    switch self {
    case .refused(_, let code, _): ["invalid_client", "invalid_request"].contains(code)
    case .answered(_, let status, _): status == 401
    default: false
    }
  }

  /// Whether the server understood the request as it stood.
  fileprivate var tellsMore: Bool {
    if case .refused(_, let code, _) = self { code != "invalid_request" } else { false }
  }
}
