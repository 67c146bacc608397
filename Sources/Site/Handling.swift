import HTTPTypes
import Hummingbird
import NIOCore
import Templating
import Workflows

extension SiteContext {
  /// A segment of the path, with its percent escapes decoded.
  func parameter(_ name: String) -> String {
    parameters.get(name).map { Form.decodePath($0) } ?? ""
  }
}

extension Form {
  /// Percent escapes decoded; a `+` in a path stands for itself.
  static func decodePath(_ text: some StringProtocol) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    let parts = text.utf8.split(separator: UInt8(ascii: "+"), omittingEmptySubsequences: false)
    return parts.map { decode($0) }.joined(separator: "+")
  }
}

extension Services {
  /// A page as an answer.
  func render(_ page: some Page, status: HTTPResponse.Status = .ok) -> Response {
    do {
      return Response(
        status: status, headers: [.contentType: "text/html; charset=utf-8"],
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: try templates.render(page))))
    } catch {
      // Only a template that was changed while the server runs can fail: they are checked at start.
      return Response(
        status: .internalServerError, headers: [.contentType: "text/plain; charset=utf-8"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: "\(error)")))
    }
  }
}

extension Response {
  /// 303: what was posted is done, here is where to look.
  static func seeOther(_ path: String, cookie: String? = nil) -> Response {
    var headers: HTTPFields = [.location: path]
    if let cookie { headers[.setCookie] = cookie }
    return Response(status: .seeOther, headers: headers)
  }
}
