import OrderedJSON
import Synchronization

/// A request of ours to a server.
struct MCPQuestion: Sendable {
  enum Method: String, Sendable {
    case initialize
    case discover = "server/discover"
    case listTools = "tools/list"
    case callTool = "tools/call"
  }

  /// Never used twice in this process.
  let id: Int
  let method: Method
  let params: [JSON.Member]
  /// What of the params goes into headers too, where there are headers (2026-07-28, "Custom Headers
  /// from Tool Parameters").
  let mirrored: [(name: String, value: String)]

  init(
    _ method: Method, _ params: [JSON.Member] = [], mirrored: [(name: String, value: String)] = []
  ) {
    id = MCPQuestion.lastID.add(1, ordering: .relaxed).newValue
    self.method = method
    self.params = params
    self.mirrored = mirrored
  }

  /// The same with another id, to be asked once more.
  func again() -> MCPQuestion { MCPQuestion(method, params, mirrored: mirrored) }

  private static let lastID = Atomic(0)

  /// The tool that is called.
  var toolName: String? {
    method == .callTool ? params.first { $0.key == "name" }?.value.text : nil
  }

  /// Whether asking twice does nothing that asking once does not.
  var isHarmless: Bool { method != .callTool }

  /// As it goes out, without the end of a line in it.
  func bytes(in era: MCPEra) -> [UInt8] {
    let message: JSON = [
      "jsonrpc": "2.0", "id": JSON(id), "method": .string(method.rawValue),
      "params": .object(params + meta(in: era)),
    ]
    return message.bytes
  }

  private func meta(in era: MCPEra) -> [JSON.Member] {
    var meta: [JSON.Member] = []
    if era == .stateless {
      meta = [
        JSON.Member(
          "io.modelcontextprotocol/protocolVersion", .string(MCPRevision.july2026.rawValue)),
        JSON.Member("io.modelcontextprotocol/clientInfo", MCPQuestion.client),
        JSON.Member("io.modelcontextprotocol/clientCapabilities", [:]),
      ]
    }
    if method == .callTool { meta.append(JSON.Member("progressToken", JSON(id))) }
    return meta.isEmpty ? [] : [JSON.Member("_meta", .object(meta))]
  }

  private static let client: JSON = ["name": "reprise", "title": "Reprise", "version": "1"]

  /// The handshake's first half.
  static func handshake() -> MCPQuestion {
    MCPQuestion(
      .initialize,
      [
        JSON.Member("protocolVersion", .string(MCPRevision.latestWithHandshake.rawValue)),
        JSON.Member("capabilities", [:]), JSON.Member("clientInfo", client),
      ])
  }

  /// Its second half, which is not answered.
  static let initialized: JSON = ["jsonrpc": "2.0", "method": "notifications/initialized"]

  /// Says that an answer is not waited for any more.
  var cancellation: JSON {
    [
      "jsonrpc": "2.0", "method": "notifications/cancelled",
      "params": ["requestId": JSON(id), "reason": "the time was over"],
    ]
  }
}
