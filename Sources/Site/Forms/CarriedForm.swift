import Automations
import HTTPTypes
import Hummingbird
import NIOCore
import OrderedJSON

/// A form whose session had ended, on its way through the sign-in page.
struct CarriedForm {
  /// Where it was sent.
  let path: String
  /// Its fields, as `application/x-www-form-urlencoded`, without secrets.
  let body: String

  /// Why a form is not carried.
  enum Obstacle: Error {
    case tooLong
    /// It would be refused in any session; says what would be right.
    case unreadable(String)
  }

  /// What is carried of a form that was refused.
  /// - Throws: `Obstacle`.
  init(_ request: Request) async throws {
    let body = try await request.body.collect(upTo: .max)
    // In a body, each byte of a field may be written as three.
    guard body.readableBytes <= 4 * Limits.carriedForm else { throw Obstacle.tooLong }
    let form: Form
    do {
      form = try Form(body: body, type: request.headers[.contentType] ?? "")
    } catch Refusal.invalid(let faults) {
      throw Obstacle.unreadable(faults.sentence ?? "")
    } catch {
      throw Obstacle.unreadable((error as? Refusal)?.sentence ?? "a form would be right")
    }
    guard let fields = form.carried else { throw Obstacle.tooLong }
    self.path = request.uri.path
    self.body = Form.encoded(fields)
  }

  /// The one that the sign-in page carried here; `nil`: none, or one that is longer than those which it
  /// carries.
  init?(_ form: Form) {
    let body = form["carried"] ?? ""
    guard let path = form["carried_to"], path.hasPrefix("/"),
      path.utf8.count <= Limits.nextBytes, body.utf8.count <= Limits.carriedText
    else { return nil }
    (self.path, self.body) = (path, body)
  }

  /// The form sent as it was, by a session. It bears no form token, and so is shown again and not
  /// carried out.
  func request(after signIn: Request, cookie: String?) -> Request {
    var head = HTTPRequest(
      method: .post, scheme: signIn.head.scheme, authority: signIn.head.authority, path: path,
      headerFields: signIn.headers)
    head.headerFields[.contentType] = "application/x-www-form-urlencoded"
    head.headerFields[.contentLength] = nil
    if let cookie { head.headerFields[.cookie] = cookie }
    return Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body)))
  }
}
