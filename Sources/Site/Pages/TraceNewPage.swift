package import Templating

/// Pasting or uploading a trace.
package struct TraceNewPage: Page {
  package static let template = "traces/new"

  let layout: Layout
  let text: String
  let fault: String?

  /// - Parameters:
  ///   - text: what was typed before, shown again.
  ///   - fault: what is wrong with it, in a sentence; `nil`: nothing yet.
  package init(layout: Layout, text: String, fault: String?) {
    self.layout = layout.within(.newTrace)
    self.text = text
    self.fault = fault
  }

  package static var fields: [Field<TraceNewPage>] {
    [
      .model("layout") { $0.layout },
      .text("text") { $0.text },
      .text("fault") { $0.fault },
    ]
  }
}
