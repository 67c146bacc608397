import HTTPTypes
import Hummingbird
import NIOCore
import OrderedJSON

extension Response {
  /// An answer in JSON.
  static func json(_ value: JSON, status: HTTPResponse.Status = .ok) -> Response {
    json(bytes: value.bytes, status: status)
  }

  /// An answer in JSON, written already.
  static func json(bytes: [UInt8], status: HTTPResponse.Status) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
