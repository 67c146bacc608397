import OrderedJSON

/// Reads the pages of a server's list of tools.
struct MCPToolPages {
  private(set) var hasMore = true
  private let overHTTP: Bool
  private let words: MCPWords
  private var tools: [MCPTool] = []
  private var names: Set<String> = []
  private var bytes = 0
  private var pages = 0
  private var cursor: String?
  private var cursors: Set<String> = []
  private let began = ContinuousClock.now

  init(overHTTP: Bool, _ words: MCPWords) { (self.overHTTP, self.words) = (overHTTP, words) }

  /// Of the request for the next page.
  var params: [JSON.Member] { cursor.map { [JSON.Member("cursor", .string($0))] } ?? [] }

  /// All tools, once there are no more pages.
  var list: MCPToolList { MCPToolList(tools: tools, bytes: bytes, read: began) }

  mutating func read(_ reply: MCPReply, now: Int) throws(MCPFault) {
    guard case .result(let result, _) = reply else { throw words.fault(of: reply, now: now) }
    guard let page = result["tools"]?.elements else {
      throw .unreadable("\(words.serverAtStart) answered without a list of its tools.")
    }
    pages += 1
    bytes += result.bytes.count
    // Of one name the first counts, as servers look them up.
    for tool in page.compactMap({ MCPTool($0, overHTTP: overHTTP) })
    where names.insert(tool.name).inserted {
      tools.append(tool)
    }
    cursor = result["nextCursor"]?.text
    hasMore = cursor != nil
    let limits = Limits.mcpTools
    guard tools.count <= limits.count, bytes <= limits.bytes,
      pages < limits.pages || !hasMore
    else {
      throw .unreadable(
        "\(words.serverAtStart) lists more than \(limits.count) tools, \(limits.bytes) bytes or "
          + "\(limits.pages) pages of them, which are not read.")
    }
    if let cursor, !cursors.insert(cursor).inserted {
      throw .unreadable(
        "\(words.serverAtStart) lists its tools in a circle: a page leads back to itself.")
    }
  }
}
