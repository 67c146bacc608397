import Automations
import OrderedJSON
package import Templating

/// Says which tools of a workflow nothing carries out.
package struct UnboundTools: TemplateModel {
  /// Those that can be bound.
  private let names: [String]
  /// One that cannot be, for the length of its name; `nil`: all can.
  private let tooLong: String?
  private let traceID: String

  /// `nil` where every tool is bound.
  init?(_ names: [String], of traceID: String) {
    guard !names.isEmpty else { return nil }
    self.names = names.filter { !UnboundTools.isTooLong($0) }
    tooLong = names.first(where: UnboundTools.isTooLong)
    self.traceID = traceID
  }

  package static var fields: [Field<UnboundTools>] {
    [
      .list("tools") { $0.tools },
      .flag("any_bindable") { !$0.names.isEmpty },
      .flag("are_several") { $0.names.count > 1 },
      .text("binding_path") { Paths.trace($0.traceID) + "#workflow" },
      .text("too_long") { $0.tooLong.map { UnboundTools.shown($0) } },
      .number("longest_tool_name") { _ in Limits.toolNameBytes },
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
      return Tool(name: UnboundTools.shown(name), follower: follower)
    }
  }

  private static func isTooLong(_ name: String) -> Bool {
    name.utf8.count > Limits.toolNameBytes
  }

  private static func shown(_ name: String) -> String {
    name.excerpt(Limits.defaultNamePartCharacters).shown
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
