import Automations
import OrderedJSON

/// Asks for the document of a connection where it stands.
struct DocumentFetch: Sendable {
  let api: DescribedAPI
  /// Of the document.
  let url: HTTPURL
  /// `none` unless the connection's secrets may be told there.
  let credentials: Credentials

  /// - Parameters:
  ///   - userID: whose share of the way out it takes.
  ///   - now: seconds since 1970, for times to wait until.
  /// - Returns: the document, and how many bytes it has.
  func document(
    over signed: SignedOutgoing, for userID: String, now: Int
  ) async throws(OpenAPIUnread) -> (OpenAPIDocument, bytes: Int) {
    let request = OutgoingRequest(
      method: "GET", url: url,
      headers: [
        ("Accept", "application/json, application/yaml, text/yaml, */*;q=0.5"),
        ("Accept-Encoding", "gzip, deflate"),
      ])
    let reply = await signed.send(
      request, as: credentials, for: userID, within: Limits.stepSeconds.all, keeping: true)
    let text = try text(of: reply, now: now)
    do throws(OpenAPIFault) {
      return (try OpenAPIDocument(text, from: api.documentURL), text.utf8.count)
    } catch {
      // What stands there may be another tomorrow.
      throw notCome(error.description)
    }
  }

  private func text(of reply: OutgoingReply, now: Int) throws(OpenAPIUnread) -> String {
    switch reply {
    case .answer(let answer):
      guard StatusCodes.success.contains(answer.status) else {
        throw refusal(in: answer.result(where: .success, now: now), status: answer.status)
      }
      return try text(in: answer)
    case .refused(let words): throw .notAllowed(api.unread(words).recorded)
    case .notSignedIn(let words): throw .notGiven(api.unread(words).recorded)
    case .notConnected(let words, let after): throw notCome(words, after: after)
    case .broken(let words): throw notCome(words)
    }
  }

  private func text(in answer: HTTPAnswer) throws(OpenAPIUnread) -> String {
    let body: (text: String?, isCut: Bool)
    do throws(ContentCodingFault) {
      body = try answer.bodyText
    } catch {
      throw notCome("What was answered cannot be read: \(error).")
    }
    guard !body.isCut else {
      throw notCome("It has more than \(Limits.answerBodyBytes) bytes, which are the most.")
    }
    guard let text = body.text else { throw notCome("What was answered is no text.") }
    return text
  }

  private func refusal(in result: ToolResult, status: Int) -> OpenAPIUnread {
    guard case .failed(let words, _, let retry) = result else {
      return notCome("The server answered \(status).")
    }
    let isUnsigned = api.settings.signIn != .none && credentials.signIn == .none
    let unsigned =
      isUnsigned && [401, 403].contains(status)
      ? " It was asked without the sign-in, which goes there only where base_url begins alike." : ""
    switch retry {
    case .permanent: return .notGiven(api.unread(words + unsigned).recorded)
    case .notTaken(let after), .ifRepeatable(let after): return notCome(words, after: after)
    case .never: return notCome(words + unsigned)
    }
  }

  private func notCome(_ cause: String, after: Int? = nil) -> OpenAPIUnread {
    .notCome(api.unread(cause).recorded, after: after)
  }
}
