import Automations
import OrderedJSON

extension OpenAPIParameter {
  /// A value as it stands in the path, escaped whole.
  /// - Throws: where the path would lead elsewhere with it.
  func pathText(of value: JSON) throws(ParamFault) -> String {
    let text = try text(of: value, encode: PathValue.escaped)
    do throws(ParamFault) {
      try PathValue.check(Substring(text))
    } catch {
      throw ParamFault(name.quoted, error.rule)
    }
    return text
  }

  /// A value as it stands in a header.
  func headerText(of value: JSON) throws(ParamFault) -> String {
    let text = try text(of: value) { $0 }
    guard !text.hasControlCharacter else {
      throw ParamFault(
        name.quoted, "must be one line without control characters: it stands in a header")
    }
    return text
  }

  /// Adds a value to the query.
  func add(_ value: JSON, to query: inout BoundedText) throws(ParamFault) {
    let encode = keepsReserved ? PercentEncoding.reservedKept : PercentEncoding.component
    if isJSON {
      try query.append(
        PercentEncoding.component(name), encode(value.serialized), of: name)
    } else {
      try styled(value, encode).add(to: &query)
    }
  }

  private func text(
    of value: JSON, encode: @escaping (String) -> String
  ) throws(ParamFault) -> String {
    guard isJSON else { return try styled(value, encode).text() }
    var output = BoundedText(upTo: Limits.urlBytes)
    try output.append(encode(value.serialized), of: name)
    return output.text
  }

  private func styled(
    _ value: JSON, _ encode: @escaping (String) -> String
  ) throws(ParamFault) -> StyledValue {
    StyledValue(
      argument: name, parts: try ValueParts(value, of: name), style: style, explodes: explodes,
      encode: encode)
  }
}
