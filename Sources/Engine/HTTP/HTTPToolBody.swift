import Automations
import OrderedJSON

/// The body of a request: a text as it is, a form where the headers say so, any other value as JSON;
/// in the charset that the headers name, else in UTF-8.
struct HTTPToolBody: Sendable {
  /// `nil`: there is none.
  let bytes: [UInt8]?
  /// What it is unless the step says something else.
  let contentType: String?
  /// As the record shows it: what is sent, as a text or as the value whose JSON it is.
  let record: JSON

  /// - Parameter contentType: as the step gives it.
  init(_ value: JSON, contentType: String?) throws(ParamFault) {
    let type = MediaType(contentType)
    func bytes(of text: String) throws(ParamFault) -> [UInt8] {
      guard let label = type?.charset, !label.isEmpty else { return Array(text.utf8) }
      return try HTTPToolBody.bytes(of: text, label)
    }
    switch value {
    case .null:
      (self.bytes, self.contentType, record) = (nil, nil, .null)
    case .string(let text):
      self.bytes = try bytes(of: text)
      (self.contentType, record) = ("text/plain; charset=utf-8", value)
    case _ where type?.name == "application/x-www-form-urlencoded":
      var fields: [String] = []
      for pair in try value.pairs("body", upTo: Limits.requestBodyBytes) {
        fields.append(
          PercentEncoding.formValue(try bytes(of: pair.name)) + "="
            + PercentEncoding.formValue(try bytes(of: pair.value)))
      }
      let form = fields.joined(separator: "&")
      (self.bytes, self.contentType, record) = (Array(form.utf8), nil, .string(form))
    case _ where type?.name.hasPrefix("multipart/") == true:
      throw ParamFault("body", "\(HTTPToolBody.mustBeText(type)): only the step knows its parts")
    case .array, .object:
      guard type?.isJSON ?? true else {
        throw ParamFault(
          "body",
          "\(HTTPToolBody.mustBeText(type)): an object or a list is sent as JSON or as a form")
      }
      fallthrough
    default:
      self.bytes = try bytes(of: value.serialized)
      (self.contentType, record) = ("application/json", value)
    }
    guard self.bytes?.count ?? 0 <= Limits.requestBodyBytes else {
      throw ParamFault(
        "body", "must have at most \(Limits.requestBodyBytes) bytes as it is sent")
    }
  }

  private static func mustBeText(_ type: MediaType?) -> String {
    "must be a text where Content-Type is "
      + (type?.name ?? "").cut(toBytes: Limits.quotedNameBytes)
  }

  private static func bytes(of text: String, _ label: String) throws(ParamFault) -> [UInt8] {
    guard let charset = Charset(label: label) else { throw unknown(label) }
    do throws(Charset.Unwritable) {
      return try charset.bytes(of: text)
    } catch {
      switch error {
      case .charset: throw unknown(label)
      case .scalar(let scalar):
        let code = String(scalar.value, radix: 16, uppercase: true)
        throw ParamFault(
          "body",
          "has a character that its charset \(label) lacks: \"\(scalar)\" (U+\(code)); "
            + "utf-8 has all")
      }
    }
  }

  private static func unknown(_ label: String) -> ParamFault {
    ParamFault(
      "headers/Content-Type",
      "names the charset \(label.cut(toBytes: Limits.quotedNameBytes)), "
        + "which nobody here can write; utf-8 would be right")
  }
}
