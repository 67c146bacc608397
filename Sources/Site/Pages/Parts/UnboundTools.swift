import Automations
import OrderedJSON
package import Templating

/// Says which tools of a workflow nothing carries out.
package struct UnboundTools: TemplateModel {
  let names: [String]
  let traceID: String

  /// `nil` where every tool is bound.
  init?(_ names: [String], of traceID: String) {
    guard !names.isEmpty else { return nil }
    self.names = names
    self.traceID = traceID
  }

  package static var fields: [Field<UnboundTools>] {
    [
      .list("tools") { $0.tools },
      .flag("are_several") { $0.names.count > 1 },
      .text("binding_path") { Paths.trace($0.traceID) + "#workflow" },
    ]
  }

  private var tools: [Tool] {
    let hidden = names.count - Limits.namedTools
    return names.prefix(Limits.namedTools).enumerated().map { index, name in
      let left = min(names.count, Limits.namedTools) - index - 1
      let follower =
        switch left {
        case 0 where hidden > 0: " and \(hidden) more "
        case 0: " "
        case 1 where hidden <= 0: " and "
        default: ", "
        }
      return Tool(
        name: name.excerpt(Limits.defaultNamePartCharacters).shown, follower: follower)
    }
  }

  /// One of them in an enumeration: `a, b and c`.
  package struct Tool: TemplateModel {
    let name: String
    let follower: String

    package static var fields: [Field<Tool>] {
      [.text("name") { $0.name }, .text("follower") { $0.follower }]
    }
  }
}
