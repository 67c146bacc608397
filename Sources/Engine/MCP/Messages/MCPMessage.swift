import OrderedJSON

/// A message of JSON-RPC 2.0 as a server sends it.
enum MCPMessage: Hashable, Sendable {
  case result(id: JSON, JSON)
  /// - Parameter id: null where the server could not read the request's.
  case error(id: JSON, MCPError)
  /// The server asks for something.
  case request(id: JSON, method: String)
  case notification(method: String)

  /// - Returns: `nil` where the value is no message.
  init?(_ json: JSON) {
    guard json.members != nil else { return nil }
    let id = json["id"] ?? .null
    if let method = json["method"]?.text {
      self = id.isNull ? .notification(method: method) : .request(id: id, method: method)
    } else if let error = json["error"], error.members != nil {
      self = .error(id: id, MCPError(error))
    } else if let result = json["result"], !id.isNull {
      self = .result(id: id, result)
    } else {
      return nil
    }
  }

  /// The messages of a value: one, or, as servers up to 2025-03-26 may send, a list of them.
  static func all(in json: JSON) -> [MCPMessage] {
    (json.elements ?? [json]).compactMap(MCPMessage.init)
  }

  /// Whether it answers the request of that id.
  func answers(_ id: Int) -> Bool {
    switch self {
    case .result(let own, _), .error(let own, _): own == JSON(id)
    case .request, .notification: false
    }
  }
}

extension MCPMessage {
  /// The same where what a server sends back of secrets is not shown.
  func hiding(_ secrets: SecretValues) -> MCPMessage {
    switch self {
    case .result(let id, let result): .result(id: id, secrets.hidden(in: result))
    case .error(let id, let error): .error(id: id, error.hiding(secrets))
    case .request, .notification: self
    }
  }

  /// What is answered to a server's request: nobody is there to do what it asks.
  static func answer(to id: JSON, method: String) -> JSON {
    if method == "ping" { return ["jsonrpc": "2.0", "id": id, "result": [:]] }
    return [
      "jsonrpc": "2.0", "id": id,
      "error": ["code": JSON(MCPError.methodNotFound), "message": "Method not found"],
    ]
  }

  /// Whether a server's request is one that only a person could answer.
  static func asksPerson(_ method: String) -> Bool {
    method == "elicitation/create" || method == "sampling/createMessage"
  }
}
