import Automations
import OrderedJSON

/// The body of a request, in the charset that the headers name, else in UTF-8.
struct HTTPToolBody: Sendable {
  /// `nil`: there is none.
  let bytes: [UInt8]?
  /// What it is unless the step says something else.
  let contentType: String?
  /// As the record shows it: what is sent, as a text or as the value whose JSON it is.
  let record: JSON

  /// A text as it is, a form where the headers say so, any other value as JSON.
  /// - Parameters:
  ///   - contentType: as the step gives it.
  ///   - secrets: that stand in the value.
  init(
    _ value: JSON, contentType: String?, hiding secrets: [SecretText] = []
  ) throws(ParamFault) {
    let type = MediaType(contentType)
    switch value {
    case .null: self = .none
    case .string(let text): try self.init(text: text, "body", type)
    case _ where type?.name == HTTPToolBody.form:
      try self.init(form: value, "body", type, hiding: secrets)
    case _ where type?.name.hasPrefix("multipart/") == true:
      throw ParamFault("body", "\(HTTPToolBody.mustBeText(type)): only the step knows its parts")
    case .array, .object:
      guard type?.isJSON ?? true else {
        throw ParamFault(
          "body",
          "\(HTTPToolBody.mustBeText(type)): an object or a list is sent as JSON or as a form")
      }
      fallthrough
    default: try self.init(json: value, "body", type)
    }
  }

  /// - Parameters:
  ///   - param: where it stands, for the error.
  ///   - type: as the step gives it.
  init(text: String, _ param: String, _ type: MediaType?) throws(ParamFault) {
    try self.init(
      HTTPToolBody.bytes(of: text, param, type), "text/plain; charset=utf-8",
      record: .string(text), param)
  }

  /// - Parameters:
  ///   - form: an object of names and values.
  ///   - param: as above, and `type`.
  ///   - secrets: that stand in it, of which the record has the marks.
  init(
    form: JSON, _ param: String, _ type: MediaType?, hiding secrets: [SecretText] = []
  ) throws(ParamFault) {
    let pairs = try form.pairs(
      param, upTo: Limits.requestBodyBytes, atMost: Limits.sentFormFields)
    let words = FormWords(pairs.flatMap { [$0.name, $0.value] })
    let bytes = try HTTPToolBody.bytes(of: words.all, param, type)
    let shown = words.written(bytes, hiding: secrets) { texts in
      // A mark has its secret's name, which not every charset can write.
      (try? HTTPToolBody.bytes(of: texts, param, type)) ?? texts.map { Array($0.utf8) }
    }
    try self.init(
      Array(words.written(bytes).utf8), HTTPToolBody.form, record: .string(shown), param)
  }

  /// - Parameters:
  ///   - json: any value.
  ///   - param: as above, and `type`.
  init(json: JSON, _ param: String, _ type: MediaType?) throws(ParamFault) {
    try self.init(
      HTTPToolBody.bytes(of: json.serialized, param, type), "application/json", record: json, param)
  }

  private init(
    _ bytes: [UInt8], _ contentType: String, record: JSON, _ param: String
  ) throws(ParamFault) {
    guard bytes.count <= Limits.requestBodyBytes else {
      throw ParamFault(
        param, "must have at most \(Limits.requestBodyBytes) bytes as it is sent")
    }
    (self.bytes, self.contentType, self.record) = (bytes, contentType, record)
  }

  private init() { (bytes, contentType, record) = (nil, nil, .null) }

  /// There is none.
  static let none = HTTPToolBody()

  private static let form = "application/x-www-form-urlencoded"

  private static func mustBeText(_ type: MediaType?) -> String {
    "must be a text where Content-Type is "
      + (type?.name ?? "").cut(toBytes: Limits.quotedNameBytes)
  }

  /// A text in the charset that the type names.
  private static func bytes(
    of text: String, _ param: String, _ type: MediaType?
  ) throws(ParamFault) -> [UInt8] {
    try bytes(of: [text], param, type).first ?? []
  }

  /// Each text by itself.
  private static func bytes(
    of texts: [String], _ param: String, _ type: MediaType?
  ) throws(ParamFault) -> [[UInt8]] {
    guard let label = type?.charset, !label.isEmpty, !texts.isEmpty else {
      return texts.map { Array($0.utf8) }
    }
    guard let charset = Charset(label: label) else { throw unknown(label) }
    do throws(Charset.Unwritable) {
      return try charset.bytes(of: texts)
    } catch {
      switch error {
      case .charset: throw unknown(label)
      case .scalar(let scalar):
        let code = String(scalar.value, radix: 16, uppercase: true)
        throw ParamFault(
          param,
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
