import Automations
import OrderedJSON
import Scheduling
package import Templating

/// Says, before a workflow runs, which of its calls cannot be carried out, and what else there is to
/// know of them.
package struct CallNotices: TemplateModel {
  let review: WorkflowReview
  let traceID: String

  /// `nil` where there is nothing to say.
  init?(_ review: WorkflowReview, of traceID: String) {
    guard !review.hindered.isEmpty || !review.notices.isEmpty else { return nil }
    self.review = review
    self.traceID = traceID
  }

  package static var fields: [Field<CallNotices>] {
    [
      .text("hindered") { $0.hindered },
      .model("unbound") { UnboundTools($0.review.unbound, of: $0.traceID) },
      .list("lost") { notices in
        notices.review.lost.prefix(Limits.namedInNotices)
          .map { Lost(found: $0, traceID: notices.traceID) }
      },
      .number("more_lost") { max($0.review.lost.count - Limits.namedInNotices, 0) },
      .texts("call_notices") { $0.review.notices.map(\.detailed) },
      .flag("any_notices") { !$0.review.notices.isEmpty },
      .text("workflow_path") { Paths.trace($0.traceID) + "#workflow" },
    ]
  }

  /// `2 of the 5 calls cannot be carried out as they stand: steps 2 and 4.`
  private var hindered: String? {
    let (count, calls) = (review.hindered.count, review.calls)
    if count == 0 { return nil }
    if calls == 1 { return "The only call cannot be carried out as it stands." }
    if count == calls { return "None of the \(calls) calls can be carried out as it stands." }
    if count == 1 {
      return "1 of the \(calls) calls cannot be carried out as it stands: step \(numbers)."
    }
    return "\(count) of the \(calls) calls cannot be carried out as they stand: steps \(numbers)."
  }

  private var numbers: String {
    let shown = review.hindered.prefix(Limits.namedInNotices).map(String.init)
    let more = review.hindered.count - shown.count
    return (more > 0 ? shown + ["\(more) more"] : shown).listed(by: "and")
  }

  /// A tool that is bound to what is switched off or not there.
  package struct Lost: TemplateModel {
    let found: LostTool
    let traceID: String

    package static var fields: [Field<Lost>] {
      [
        .text("lost_tool") { $0.found.tool.listed },
        .text("lost_why") { $0.found.why.clause.detailed },
        .flag("is_name_taken") { $0.found.isNameTaken },
        .path("switch_path", Paths.connection) { $0.found.switchedOff },
        .text("anew_path") { Paths.trace($0.traceID) + "#workflow" },
      ]
    }
  }
}
