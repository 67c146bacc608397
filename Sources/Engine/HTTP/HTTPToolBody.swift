import OrderedJSON

/// The body of a request: a text as it is, a form where the headers say so, any other value as JSON.
struct HTTPToolBody: Sendable {
  /// `nil`: there is none.
  let bytes: [UInt8]?
  /// What it is unless the step says something else.
  let contentType: String?
  /// As the record shows it: what is sent, as a text or as the value whose JSON it is.
  let record: JSON

  /// - Parameter contentType: as the step gives it.
  init(_ value: JSON, contentType: String?) throws(HTTPParamFault) {
    let type = MediaType(contentType)
    switch value {
    case .null:
      (bytes, self.contentType, record) = (nil, nil, .null)
    case .string(let text):
      (bytes, self.contentType, record) = (Array(text.utf8), "text/plain; charset=utf-8", value)
    case _ where type?.name == "application/x-www-form-urlencoded":
      let form = try value.pairs("body").map {
        PercentEncoding.formValue($0.name) + "=" + PercentEncoding.formValue($0.value)
      }.joined(separator: "&")
      (bytes, self.contentType, record) = (Array(form.utf8), nil, .string(form))
    case _ where type?.name.hasPrefix("multipart/") == true:
      throw HTTPParamFault(
        "body",
        "must be a text where Content-Type is \(type?.name ?? ""): only the step knows its parts")
    default:
      (bytes, self.contentType, record) = (value.bytes, "application/json", value)
    }
    guard bytes?.count ?? 0 <= Limits.requestBodyBytes else {
      throw HTTPParamFault(
        "body", "must have at most \(Limits.requestBodyBytes) bytes as it is sent")
    }
  }
}
