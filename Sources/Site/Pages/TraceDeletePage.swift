package import Automations
package import Templating

/// Asks once more before a trace is deleted.
package struct TraceDeletePage: Page {
  package static let template = "traces/delete"

  let layout: Layout
  let trace: Automation

  package init(layout: Layout, trace: Automation) {
    self.layout = layout.within(.traces)
    self.trace = trace
  }

  package static var fields: [Field<TraceDeletePage>] {
    [
      .model("layout") { $0.layout },
      .path("path", Paths.deleteTrace) { $0.trace.id },
      .path("trace_path", Paths.trace) { $0.trace.id },
      .text("seen") { SeenTrace.text(of: $0.trace, on: $0.layout) },
      .text("name") { $0.trace.displayName.listed },
      .flag("runs") { $0.trace.status == .deployed },
    ]
  }
}
