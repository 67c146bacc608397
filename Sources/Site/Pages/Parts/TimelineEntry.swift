import OrderedJSON
package import Templating
import Workflows

/// An entry of a trace, told by what happened.
package struct TimelineEntry: TemplateModel {
  let entry: ToldEntry
  /// Counted from 1.
  let number: Int
  let traceID: String
  let time: TimeText?
  /// Of each text in characters, of each value in bytes.
  let limit: Int
  let params: JSONText?
  let result: JSONText?

  init(_ entry: ToldEntry, number: Int, of traceID: String, time: TimeText?, limit: Int) {
    self.entry = entry
    self.number = number
    self.traceID = traceID
    self.time = time
    self.limit = limit
    params = entry.params.map { JSONText($0, limit: limit) }
    result = entry.result.map { JSONText($0, limit: limit) }
  }

  package static var fields: [Field<TimelineEntry>] {
    [
      .number("number") { $0.number },
      .text("path") { Paths.entry($0.traceID, $0.number) },
      .text("kind") { $0.entry.kind.rawValue },
      .text("words") { $0.cut($0.entry.words) },
      .text("tool") { $0.entry.kind == .call ? $0.entry.tool?.listed : nil },
      .text("goto") { $0.entry.goto?.listed },
      .text("agent") { $0.entry.agent?.listed },
      .text("reason") { $0.cut($0.entry.text) },
      .model("duration") { $0.entry.durationMilliseconds.map(TimeTaken.init) },
      .model("time") { $0.time },
      .model("params") { $0.params },
      .model("result") { $0.result },
      .flag("is_cut") { $0.isCut },
    ]
  }

  private func cut(_ text: String?) -> String? {
    text.map { $0.excerpt(limit).shown }
  }

  private var isCut: Bool {
    [params, result].contains { $0?.isCut == true }
      || [entry.words, entry.text].contains { $0 != $0?.excerpt(limit) }
      || [entry.tool, entry.goto, entry.agent].contains {
        $0 != $0?.excerpt(Limits.excerptCharacters)
      }
  }
}
