import OrderedJSON
import Scheduling

/// What a line of a log of the Model Context Protocol holds, out of whatever it is wrapped in.
enum MCPLine {
  /// A message of JSON-RPC.
  case message(MCPMessage)
  /// What was said to a model, or by it, beside the protocol, by roles.
  case conversation([JSON], source: JSONPointer)
  case note(String, source: JSONPointer)
}

/// A message of JSON-RPC 2.0.
struct MCPMessage {
  /// `jsonrpc`, `id`, `method`, `params`, `result`, `error`.
  let json: JSON
  let source: JSONPointer
  let at: Instant?
  let sender: Sender
  /// Whose ids these are: ids of several servers are equal.
  let connection: String

  /// As the log sees it.
  enum Sender: Hashable { case here, there, untold }

  var method: String? { json["method"]?.text }

  /// The numbers 1 and 1.0 are one id, the text "1" is another.
  var id: String? { json["id"]?.unlessNull?.serialized }

  var isAnswer: Bool { method == nil && (json["result"] != nil || json["error"] != nil) }
}

/// Finds the lines in an entry of such a log.
struct MCPLines {
  private(set) var lines: [MCPLine] = []
  private var at: Instant?
  private var sender = MCPMessage.Sender.untold
  private var connection = ""

  init(of entry: JSON, at source: JSONPointer) { read(entry, at: source, depth: 0) }

  private mutating func read(_ json: JSON, at source: JSONPointer, depth: Int) {
    guard depth <= MCPLines.mostWrappers else { return }
    switch json {
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        read(element, at: source.appending(index), depth: depth + 1)
      }
    case .object:
      let before = (at, sender, connection)
      defer { (at, sender, connection) = before }
      at =
        MCPLines.timeNames.lazy.compactMap { json[$0].flatMap(Instant.init(logged:)) }.first ?? at
      if let message = json.rpcMessage {
        lines.append(.message(self.message(message, at: source)))
      } else {
        open(json, at: source, depth: depth)
      }
    case .string(let text):
      // `Message from client: {…}`, as desktop programs log them.
      guard let message = text.loggedMessage else { return }
      read(message, at: source, depth: depth + 1)
    default: return
    }
  }

  private mutating func open(_ json: JSON, at source: JSONPointer, depth: Int) {
    connection =
      MCPLines.connectionNames.lazy.compactMap { json[$0]?.text }.first ?? connection
    sender = json.sender ?? sender
    if let call = json["request"]?.openedText, let answer = json["response"]?.openedText,
      call["method"] != nil
    {
      readPair(call, answer, at: source, depth: depth + 1)
      return
    }
    let count = lines.count
    for name in MCPLines.wrappers {
      guard let inner = json[name] else { continue }
      read(inner.openedText, at: source.appending(name), depth: depth + 1)
    }
    if lines.count == count { readRest(json, at: source) }
  }

  /// A request and its answer, of which a program may log the contents alone.
  private mutating func readPair(
    _ call: JSON, _ answer: JSON, at source: JSONPointer, depth: Int
  ) {
    let id = call["id"]?.unlessNull ?? "the only one"
    let called = (call.members ?? []).filter { $0.key != "id" } + [JSON.Member("id", id)]
    read(.object(called), at: source.appending("request"), depth: depth)
    let isBare = answer.rpcMessage == nil && answer["message"] == nil
    read(
      isBare ? ["jsonrpc": "2.0", "id": id, "result": answer] : answer,
      at: source.appending("response"), depth: depth)
  }

  private mutating func readRest(_ json: JSON, at source: JSONPointer) {
    if let messages = json["messages"]?.elements, messages.contains(where: { $0["role"] != nil }) {
      lines.append(.conversation(messages, source: source))
    } else if let content = json["content"]?.elements, json["jsonrpc"] == nil {
      lines.append(
        .conversation([["role": "assistant", "content": .array(content)]], source: source))
    } else if let text = MCPLines.noteNames.lazy.compactMap({ json[$0]?.text }).first {
      lines.append(.note(text, source: source))
    }
  }

  private func message(_ json: JSON, at source: JSONPointer) -> MCPMessage {
    MCPMessage(json: json, source: source, at: at, sender: sender, connection: connection)
  }

  private static let mostWrappers = 5

  private static let wrappers = [
    "message", "request", "response", "params", "payload", "data", "body", "msg", "rpc", "raw",
    "json", "events", "entries", "messages", "logs", "records", "history", "traffic",
  ]
  private static let timeNames = [
    "timestamp", "time", "ts", "at", "@timestamp", "created_at", "date",
  ]
  private static let connectionNames = [
    "server", "server_name", "serverName", "connection_id", "session_id", "sessionId",
  ]
  private static let noteNames = ["logMessage", "description", "message", "msg", "text"]
}

extension JSON {
  /// This as a message of JSON-RPC, where it is one: also a call as a program sees it that asks an
  /// SDK, `{"type": "request", "count": 3, "method": "call_tool", "args": [name, arguments]}`.
  fileprivate var rpcMessage: JSON? {
    if let count = self["count"], let type = self["type"]?.text, let method = self["method"]?.text {
      switch type {
      case "request" where method == "call_tool":
        let (args, kwargs) = (self["args"]?.elements ?? [], self["kwargs"])
        let name = args.first ?? kwargs?["name"] ?? .null
        let arguments = (args.count > 1 ? args[1] : kwargs?["arguments"]) ?? .null
        return [
          "id": count, "method": "tools/call", "params": ["name": name, "arguments": arguments],
        ]
      case "request": return ["id": count, "method": .string(method)]
      case "response":
        guard let error = self["error"]?.unlessNull else {
          return ["id": count, "result": self["result"] ?? .null]
        }
        return ["id": count, "error": error]
      default: break
      }
    }
    if self["jsonrpc"] != nil || self["method"] == "tools/call" { return self }
    return nil
  }

  fileprivate var sender: MCPMessage.Sender? {
    let names = ["direction", "dir", "flow"]
    guard let text = names.lazy.compactMap({ self[$0]?.text }).first?.lowercased() else {
      return nil
    }
    for word in ["sent", "send", "out", "client_to_server", "client->server", "client-to-server"]
    where text.hasPrefix(word) {
      return .here
    }
    for word in ["rec", "in", "server_to_client", "server->client", "server-to-client"]
    where text.hasPrefix(word) {
      return .there
    }
    return nil
  }
}

extension String {
  /// The JSON of which a log's line consists, or that follows its first words.
  fileprivate var loggedMessage: JSON? {
    guard let brace = utf8.firstIndex(of: UInt8(ascii: "{")) else { return nil }
    let json = try? JSON(parsing: utf8[brace...])
    return json?.rpcMessage == nil ? nil : json
  }
}
