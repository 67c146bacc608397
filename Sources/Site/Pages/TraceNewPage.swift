package import Automations
import OrderedJSON
package import Templating

/// Pasting or uploading a trace.
package struct TraceNewPage: Page {
  package static let template = "traces/new"

  let layout: Layout
  let text: String
  let complaints: [String]
  /// Of the first fault that has one.
  let place: TextPlace?

  /// - Parameters:
  ///   - text: what was typed before, shown again.
  ///   - refusal: why it was not taken; `nil`: nothing is wrong yet.
  package init(layout: Layout, text: String, refusal: Refusal?) {
    self.layout = layout.within(.newTrace)
    self.text = text
    guard case .invalid(let faults) = refusal else {
      complaints = refusal.map { [$0.sentence] } ?? []
      place = nil
      return
    }
    let shown = Array(faults.prefix(Limits.faultsShown))
    let places = TraceForm(text: text).places(of: shown)
    complaints = zip(shown, places).map(TraceNewPage.sentence)
    place = places.lazy.compactMap(\.self).first
  }

  package static var fields: [Field<TraceNewPage>] {
    [
      .model("layout") { $0.layout },
      .text("text") { $0.text },
      .flag("refused") { !$0.complaints.isEmpty },
      .texts("complaints") { $0.complaints.map(\.shown) },
      .number("fault_line") { $0.place?.line ?? 0 },
      .list("excerpt") { page in page.place.map { Line.around($0, in: page.text) } ?? [] },
    ]
  }

  /// `Line 3: entry 2 must be an object, not a number`
  private static func sentence(_ fault: Fault, _ place: TextPlace?) -> String {
    let subject =
      switch fault.path.first {
      case nil: ""
      case "trace_data": fault.path.dropFirst().first.flatMap(Int.init).map { "entry \($0 + 1) " }
      case let key?: "“\(key)” "
      }
    let words = (subject ?? "“trace_data” ") + fault.message
    guard let place else { return words.prefix(1).uppercased() + words.dropFirst() }
    return "Line \(place.line): \(words)"
  }
}
