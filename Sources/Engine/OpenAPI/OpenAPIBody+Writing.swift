import Automations
import OrderedJSON

extension OpenAPIBody {
  /// A value as it is sent.
  func written(_ value: JSON) throws(ParamFault) -> HTTPToolBody {
    let type = MediaType(contentType)
    switch form {
    case .json: return try HTTPToolBody(json: value, OpenAPIBody.wholeName, type)
    case .form:
      // What is encoded has the same bytes in any charset.
      return try HTTPToolBody(text: try formText(of: value), OpenAPIBody.wholeName, nil)
    case .text:
      guard let text = value.word else {
        throw ParamFault(
          OpenAPIBody.wholeName, "must be a text: it is sent as \(contentType.quoted)")
      }
      return try HTTPToolBody(text: text, OpenAPIBody.wholeName, type)
    }
  }

  /// Properties with parts are JSON, and lists of words several values of one name, unless the document
  /// says otherwise (OpenAPI 3.0.4, 4.7.15).
  private func formText(of value: JSON) throws(ParamFault) -> String {
    guard let members = value.members else {
      throw ParamFault(OpenAPIBody.wholeName, "must be an object: it is sent as a form")
    }
    let encodings = Dictionary(
      (self.encodings.members ?? []).map { (Spelling($0.key), $0.value) },
      uniquingKeysWith: { $1 })
    var output = BoundedText(upTo: Limits.requestBodyBytes)
    for member in members where !member.value.isNull {
      try append(member, encodings[Spelling(member.key)] ?? [:], to: &output)
    }
    return output.text
  }

  private func append(
    _ member: JSON.Member, _ encoding: JSON, to output: inout BoundedText
  ) throws(ParamFault) {
    let style = encoding["style"]?.text.flatMap(ParameterStyle.init)
    let hasParts = member.value.word == nil && !member.value.isListOfWords
    let isJSON =
      MediaType(encoding["contentType"]?.text)?.isJSON ?? (style == nil && hasParts)
    guard !isJSON else {
      return try output.append(
        OpenAPIBody.encoded(member.key), OpenAPIBody.encoded(member.value.serialized),
        of: member.key)
    }
    try StyledValue(
      argument: member.key, parts: try ValueParts(member.value, of: member.key),
      style: style ?? .form, explodes: encoding["explode"]?.boolean ?? (style ?? .form == .form),
      encode: OpenAPIBody.encoded
    ).add(to: &output)
  }

  private static func encoded(_ text: String) -> String {
    PercentEncoding.formValue(Array(text.utf8))
  }
}

extension JSON {
  fileprivate var isListOfWords: Bool { elements?.allSatisfy { $0.word != nil } ?? false }
}
