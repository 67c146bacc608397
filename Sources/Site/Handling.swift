import Automations
import HTTPTypes
import Hummingbird
import NIOCore
import Templating

extension Services {
  /// A page as an answer.
  /// - Throws: as `Templates.render(_:)`, and so only where a template was changed while the server
  ///   runs: they are checked at start.
  func render(_ page: some Page, status: HTTPResponse.Status = .ok) throws -> Response {
    Response(
      status: status, headers: [.contentType: "text/html; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: try templates.render(page))))
  }

  /// What every page has, with what was done by the form that led to it.
  func layout(_ title: String, _ context: SiteContext, _ request: Request) -> Layout {
    let notice = context.isLanding ? Form(query: request.uri.query ?? "")["notice"] : nil
    return Layout(
      title: title, callerName: context.session?.userID,
      csrf: context.session.map(accounts.formToken) ?? "",
      notice: notice.flatMap(Notice.init), hold: context.hold,
      seen: context.seen, formKey: Identifier.random())
  }
}

extension Response {
  /// 303: what was posted is done, here is where to look.
  /// - Parameter notice: what that page says once.
  static func seeOther(
    _ path: String, saying notice: Notice? = nil, cookie: String? = nil
  ) -> Response {
    var headers: HTTPFields = [.location: path]
    if let notice { headers[.location] = path + Form.query(["notice": notice.rawValue]) }
    if let cookie { headers[.setCookie] = cookie }
    return Response(status: .seeOther, headers: headers)
  }
}
