import Automations
import OrderedJSON

/// What a token server answered (RFC 6749, 5).
struct TokenAnswer: Sendable {
  let access: String
  /// Seconds; `nil`: nothing was said.
  let expiresIn: Int?
  /// What the next token is asked for with; `nil`: what this one was asked for with.
  let refresh: String?

  /// - Parameters:
  ///   - secrets: that may not stand in an error.
  ///   - now: seconds since 1970.
  init(
    _ answer: HTTPAnswer, from host: String, hiding secrets: SecretValues, now: Int
  ) throws(SignInFault) {
    let json = answer.object
    let error = json?["error"]?.unlessNull
    guard (200...299).contains(answer.status), error == nil else {
      throw .of(answer, code: error?.text, from: host, hiding: secrets, now: now)
    }
    guard let json, let access = json["access_token"]?.text, !access.isEmpty,
      access.utf8.count <= Limits.requestHeaderBytes.each,
      SignIn.bearer.fault(ofProof: access) == nil,
      json["token_type"]?.text.map({ $0.lowercased() == "bearer" }) ?? true,
      case let refresh = json["refresh_token"]?.text ?? "",
      refresh.utf8.count <= Limits.refreshTokenBytes
    else { throw .noToken(host: host) }
    self.access = access
    expiresIn = json["expires_in"].flatMap(TokenAnswer.seconds)
    self.refresh = refresh.isEmpty ? nil : refresh
  }

  /// A number, which some servers write as a text.
  private static func seconds(_ json: JSON) -> Int? {
    let digits = json.text ?? json.serialized
    guard let seconds = Double(digits), seconds.isFinite else { return nil }
    return Int(min(max(seconds, 0), 1e9))
  }
}

extension HTTPAnswer {
  /// The object in its body; `nil`: there is none.
  fileprivate var object: JSON? {
    guard let content = try? content.0 else { return nil }
    // Some servers call it something else.
    let json = content.text.flatMap { try? JSON(parsing: Array($0.utf8)) } ?? content
    return json.members.map { _ in json }
  }
}

extension SignInFault {
  fileprivate static func of(
    _ answer: HTTPAnswer, code: String?, from host: String, hiding secrets: SecretValues, now: Int
  ) -> SignInFault {
    let after = RetryAfter(answer.header("retry-after"), date: answer.header("date"), now: now)
    // The codes that there are have words and underscores; anything else may be of any length.
    guard let code, (1...Limits.quotedNameBytes).contains(code.utf8.count),
      code.utf8.allSatisfy(\.isUnreserved), secrets.hidden(in: code) == code,
      // The codes against a client come with 400 and 401 (RFC 6749, 5.2); some servers write words of
      // their own beside a status that passes.
      isPassing(code: code) || !isPassing(status: answer.status)
    else { return .answered(host: host, status: answer.status, after: after?.seconds) }
    return .refused(host: host, code: code, after: after?.seconds)
  }
}
