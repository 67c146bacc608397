import Automations
import HTTPTypes
import Hummingbird
import NIOCore
import Templating

extension SiteContext {
  /// A segment of the path, with its percent escapes decoded. What is not UTF-8 is replaced, and so
  /// names nothing that exists.
  func parameter(_ name: String) -> String {
    String(decoding: Form.decodePath(parameters.get(name) ?? ""), as: UTF8.self)
  }

  /// The same; `nil` where it is not UTF-8.
  func text(_ name: String) -> String? {
    String(validating: Form.decodePath(parameters.get(name) ?? ""), as: UTF8.self)
  }
}

extension Form {
  /// Percent escapes decoded; a `+` in a path stands for itself.
  static func decodePath(_ text: some StringProtocol) -> [UInt8] {
    decode(text.utf8, plus: UInt8(ascii: "+"))
  }
}

extension Services {
  /// A page as an answer.
  /// - Throws: as `Templates.render(_:)`, and so only where a template was changed while the server
  ///   runs: they are checked at start.
  func render(_ page: some Page, status: HTTPResponse.Status = .ok) throws -> Response {
    Response(
      status: status, headers: [.contentType: "text/html; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: try templates.render(page))))
  }
}

extension Response {
  /// 303: what was posted is done, here is where to look.
  /// - Parameter notice: what that page says once.
  static func seeOther(
    _ path: String, saying notice: Notice? = nil, cookie: String? = nil
  ) -> Response {
    var headers: HTTPFields = [.location: path]
    if let notice { headers[.location] = "\(path)?notice=\(notice.rawValue)" }
    if let cookie { headers[.setCookie] = cookie }
    return Response(status: .seeOther, headers: headers)
  }
}
