import HTTPTypes

extension HTTPRequest {
  /// The head of the request that the parameters describe: the path raw from `REQUEST_URI`, the
  /// header fields from `HTTP_*`, `CONTENT_TYPE` and `CONTENT_LENGTH` with names in lower case.
  ///
  /// `HTTP_PROXY` is dropped (https://httpoxy.org), and so are names that are no tokens. In values
  /// RFC 9110 does not allow, the bytes at fault become spaces.
  /// - Parameter maxFields: how many header fields it may have.
  init(_ parameters: FastCGIParameters, maxFields: Int) throws(RequestFault) {
    guard let token = parameters["REQUEST_METHOD"] else {
      throw .missing(parameter: "REQUEST_METHOD")
    }
    guard let method = Method(token) else { throw .method(token) }
    guard let path = parameters["REQUEST_URI"] else { throw .missing(parameter: "REQUEST_URI") }
    self.init(
      method: method, scheme: parameters.isSecure ? "https" : "http",
      authority: parameters["HTTP_HOST"], path: path,
      headerFields: try HTTPFields(parameters, atMost: maxFields))
  }
}

extension FastCGIParameters {
  fileprivate var isSecure: Bool {
    if let flag = self["HTTPS"], !flag.isEmpty { return flag.lowercased() != "off" }
    return self["REQUEST_SCHEME"] == "https"
  }
}

extension HTTPFields {
  fileprivate init(
    _ parameters: FastCGIParameters, atMost limit: Int
  ) throws(RequestFault) {
    self.init()
    reserveCapacity(parameters.count)
    try parameters.visit { (name, value) throws(RequestFault) in
      guard let name = HTTPField.Name(parameter: name), !value.isEmpty || name != .contentLength
      else { return }
      guard count < limit else { throw .tooManyFields(limit: limit) }
      append(HTTPField(name: name, value: value))
    }
  }
}

extension HTTPField.Name {
  /// The header field that a parameter stands for; `nil` where it stands for none.
  fileprivate init?(parameter: Slice<UnsafeBufferPointer<UInt8>>) {
    let prefix = "HTTP_".utf8
    if parameter.starts(with: prefix) {
      let field = parameter.dropFirst(prefix.count)
      // The parameters without HTTP_ are the ones to trust, RFC 3875 section 4.1.18.
      let dropped = ["HOST", "PROXY", "CONTENT_TYPE", "CONTENT_LENGTH"]
      guard !dropped.contains(where: { field.elementsEqual($0.utf8) }) else { return nil }
      self.init(String(fieldName: field))
    } else if parameter.elementsEqual("CONTENT_TYPE".utf8) {
      self = .contentType
    } else if parameter.elementsEqual("CONTENT_LENGTH".utf8) {
      self = .contentLength
    } else {
      return nil
    }
  }
}

extension String {
  /// `ACCEPT_LANGUAGE` as `accept-language`.
  fileprivate init(fieldName bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    self.init(unsafeUninitializedCapacity: bytes.count) { space in
      for (index, byte) in zip(space.indices, bytes) {
        space[index] =
          switch byte {
          case UInt8(ascii: "_"): UInt8(ascii: "-")
          case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
          default: byte
          }
      }
      return bytes.count
    }
  }
}
