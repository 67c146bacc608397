import OrderedJSON
import Workflows

/// How much of what calls become is looked at in one go, all of them together. Templates make much of
/// little: one that names a call a thousand times would make of every trace a thousand times as much.
struct ReviewBudget {
  private var bytesLeft = Limits.reviewedBytes

  /// Nothing more is looked at.
  var isSpent: Bool { bytesLeft <= 0 }

  /// What is sent of a call.
  /// - Parameter params: as it was recorded, unescaped.
  /// - Throws: `ReferenceFault` where the binding's template finds something not in them.
  mutating func sent(of params: JSON, by tool: BoundTool) throws(ReferenceFault) -> JSON {
    try rendered(tool.mapping.params, over: params)
  }

  /// Makes sure that the binding's request can be made out, where it has one.
  /// - Throws: `ReferenceFault` where its template finds something not in what is sent.
  mutating func checkRequest(of sent: JSON, by tool: BoundTool) throws(ReferenceFault) {
    if let request = tool.mapping.request { _ = try rendered(request, over: sent) }
  }

  private mutating func rendered(
    _ template: Template?, over params: JSON
  ) throws(ReferenceFault) -> JSON {
    do throws(ReferenceFault) {
      let json = try template?.rendered(over: params) ?? params
      bytesLeft -= ReviewBudget.bytes(of: json)
      return json
    } catch {
      // As much as may have been made out before it failed.
      let most =
        template.map {
          ReviewBudget.bytes(of: $0.json) + $0.references.count * ReviewBudget.bytes(of: params)
        } ?? 0
      bytesLeft -= min(most, Limits.renderedBytes)
      throw error
    }
  }

  private static func bytes(of json: JSON) -> Int {
    json.byteCount(upTo: Limits.renderedBytes) ?? Limits.renderedBytes
  }
}
