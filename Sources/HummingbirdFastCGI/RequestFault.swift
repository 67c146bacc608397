import HTTPTypes

/// Why a request never reached the responder.
enum RequestFault: Error, Equatable {
  /// The web server did not set a parameter that every request needs.
  case missing(parameter: String)
  /// The method is no token, RFC 9110 section 5.6.2.
  case method(String)
  /// There are more header fields than `limit`.
  case tooManyFields(limit: Int)
  /// `CONTENT_LENGTH` is no number of bytes.
  case contentLength(String)
  /// The body ended after `received` bytes, or went on after the `announced` ones.
  case bodyLength(received: Int, announced: Int)
  /// The connection broke, or was abused, while the body was read; libfcgi's code.
  case connection(code: Int32)
}

extension RequestFault {
  /// What the client is told, without a body.
  var status: HTTPResponse.Status {
    switch self {
    case .tooManyFields: .requestHeaderFieldsTooLarge
    case .missing, .method, .contentLength, .bodyLength, .connection: .badRequest
    }
  }
}

extension RequestFault: CustomStringConvertible {
  var description: String {
    switch self {
    case .missing(let parameter):
      "\(parameter) is not set; nginx's fastcgi_params, included where fastcgi_pass is, would be right"
    case .method(let method):
      "REQUEST_METHOD is \(method.debugDescription); a token such as GET would be right"
    case .tooManyFields(let limit):
      "there are more than \(limit) header fields"
    case .contentLength(let text):
      "CONTENT_LENGTH is \(text.debugDescription); a number of bytes would be right"
    case .bodyLength(let received, let announced):
      "the body has \(received) bytes where CONTENT_LENGTH announces \(announced)"
    case .connection(let code):
      "the connection broke while the body was read: libfcgi's code \(code)"
    }
  }
}
