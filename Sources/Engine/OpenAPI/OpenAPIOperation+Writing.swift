import Automations
import OrderedJSON

/// The parts of a request, as a call's arguments make them.
extension OpenAPIOperation {
  func url(of call: OpenAPICall, below server: String) throws(ParamFault) -> HTTPURL {
    var text = try path(of: call)
    var query = BoundedText(upTo: Limits.urlBytes)
    for (parameter, value) in given(call, in: .query) { try parameter.add(value, to: &query) }
    if !query.text.isEmpty {
      text += (text.utf8.contains(UInt8(ascii: "?")) ? "&" : "?") + query.text
    }
    let url = try ConnectionRequest.url(.string(text), below: server)
    guard url.target.utf8.count <= Limits.urlBytes else {
      throw ParamFault("params", "make the URL longer than \(Limits.urlBytes) bytes")
    }
    return url
  }

  private func path(of call: OpenAPICall) throws(ParamFault) -> String {
    var values: [Spelling: String] = [:]
    for (parameter, value) in given(call, in: .path) {
      values[Spelling(parameter.name)] = try parameter.pathText(of: value)
    }
    var path = BoundedText(upTo: Limits.urlBytes)
    for piece in template.pieces {
      switch piece {
      case .text(let text): try path.append(text, of: "path")
      case .name(let name): try path.append(values[Spelling(name)] ?? "", of: name)
      }
    }
    return path.text
  }

  /// - Parameter key: lets a server recognise a repeated request that changes something.
  func headers(
    of call: OpenAPICall, with written: HTTPToolBody, key: String
  ) throws(ParamFault) -> [(name: String, value: String)] {
    var members: [JSON.Member] = []
    for (parameter, value) in given(call, in: .header) {
      members.append(JSON.Member(parameter.name, .string(try parameter.headerText(of: value))))
    }
    var fields = try HTTPFields(.object(members))
    if let body, written.bytes != nil { fields.setIfMissing("Content-Type", body.contentType) }
    fields.complete(method, written, key: key)
    return fields.all
  }

  func body(of call: OpenAPICall) throws(ParamFault) -> HTTPToolBody {
    guard let body, let value = call.body else { return .none }
    return try body.written(value)
  }

  private func given(
    _ call: OpenAPICall, in place: OpenAPIParameter.Place
  ) -> [(OpenAPIParameter, JSON)] {
    parameters.filter { $0.place == place }.compactMap { parameter in
      call.value(of: parameter).map { (parameter, $0) }
    }
  }
}
