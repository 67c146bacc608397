package import Automations
package import OrderedJSON
package import Templating

/// One of the things that a panel shows many of, as far as a page can show it.
package struct RecordPage: Page {
  package static let template = "traces/record"

  let layout: Layout
  let trace: Automation
  let kind: Kind
  /// Counted from 1.
  let number: Int
  let total: Int
  let value: JSONText

  /// Where the record stands.
  package enum Kind: Sendable {
    /// An entry of the trace, whatever runs.
    case entry
    /// The parameters of a step of the workflow that runs.
    case step
  }

  /// - Parameters:
  ///   - number: of the record, from 1.
  ///   - total: how many of the kind there are.
  package init(
    layout: Layout, trace: Automation, kind: Kind, number: Int, total: Int, value: JSON
  ) {
    self.layout = layout.within(.traces)
    self.trace = trace
    self.kind = kind
    self.number = number
    self.total = total
    self.value = JSONText(value, limit: Limits.recordedValueBytes)
  }

  package static var fields: [Field<RecordPage>] {
    [
      .model("layout") { $0.layout },
      .path("trace_path", Paths.trace) { $0.trace.id },
      .text("name") { $0.trace.displayName.listed },
      .text("heading") { $0.heading },
      .model("value") { $0.value },
      .number("number") { $0.number },
      .number("total") { $0.total },
      .text("previous") { $0.number > 1 ? $0.path(of: $0.number - 1) : nil },
      .text("next") { $0.number < $0.total ? $0.path(of: $0.number + 1) : nil },
    ]
  }

  private var heading: String {
    switch kind {
    case .entry: "Entry \(number)"
    case .step: "Parameters of step \(number)"
    }
  }

  private func path(of number: Int) -> String {
    switch kind {
    case .entry: Paths.entry(trace.id, number)
    case .step: Paths.step(trace.id, number)
    }
  }
}
