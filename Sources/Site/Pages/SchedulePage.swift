package import Automations
import OrderedJSON
package import Scheduling
package import Templating

/// The schedule form, with what its schedule means beside it.
package struct SchedulePage: Page {
  package static let template = "traces/schedule"

  let layout: Layout
  let trace: Automation
  let typed: [String: [String]]
  let isFresh: Bool
  let preview: SchedulePreview?
  let faults: [Fault]
  let timeZoneNames: [String]
  let usualZone: String
  let review: WorkflowReview?
  let pause: Pause?
  let now: Instant?
  let zone: TimeZoneRules?

  /// - Parameters:
  ///   - typed: what stands in the fields, by their names.
  ///   - isFresh: whether nobody has typed into them yet.
  ///   - preview: of what was typed; `nil`: none was asked for, or it has faults.
  ///   - faults: at the API's paths.
  ///   - timeZoneNames: all IANA names, to choose from.
  ///   - usualZone: the one of a schedule that names none.
  ///   - review: of the calls of what would be deployed; `nil`: nothing is said of them.
  ///   - pause: that of all that the owner has.
  ///   - now: what countdowns are counted from; `nil`: none are shown.
  ///   - zone: the rules of a zone by its IANA name; where it knows none, times are in UTC.
  package init(
    layout: Layout, trace: Automation, typed: [String: [String]], isFresh: Bool = false,
    preview: SchedulePreview?, faults: [Fault], timeZoneNames: [String], usualZone: String = "UTC",
    review: WorkflowReview? = nil, pause: Pause? = nil, now: Instant? = nil,
    zone: (String) -> TimeZoneRules? = { _ in nil }
  ) {
    self.layout = layout.within(.traces)
    self.trace = trace
    self.typed = typed
    self.isFresh = isFresh
    self.preview = preview
    self.faults = faults
    self.timeZoneNames = timeZoneNames
    self.usualZone = usualZone
    self.review = review
    self.pause = pause
    self.now = now
    self.zone = preview.map(\.timezone).flatMap(zone)
  }

  package static var fields: [Field<SchedulePage>] {
    [
      .number("longest_name") { _ in Limits.nameCharacters },
      .model("layout") { $0.layout },
      .path("path", Paths.schedule) { $0.trace.id },
      .path("trace_path", Paths.trace) { $0.trace.id },
      .text("trace_name") { $0.trace.displayName.listed },
      .text("default_name") { $0.trace.unnamed.listed },
      .text("seen") { $0.typed["seen"]?.first ?? SeenTrace.text(of: $0.trace, on: $0.layout) },
      .model("there") { $0.there },
      .flag("is_paused") { $0.trace.status == .paused },
      .flag("has_stopped") { $0.trace.status == .failed },
      .model("pause") { page in
        page.pause.map { PauseNotice($0, owner: nil, now: page.now ?? $0.since) }
      },
      .model("calls") { page in page.review.flatMap { CallNotices($0, of: page.trace.id) } },
      .flag("redeploys") { $0.trace.version != nil },
      .flag("has_complaints") { !$0.isPreviewed && !$0.faults.isEmpty },
      .list("complaints") { $0.isPreviewed ? [] : $0.complaints },
      .list("doubts") { $0.isPreviewed ? $0.complaints : [] },
      .model("meaning") { page in
        page.preview.map { ScheduleWords($0, zone: page.zone, now: page.now, in: page.pause) }
      },
      .model("place_offers") { $0.placeOffers },
    ] + entryFields + policyFields
  }

  /// Whether the form came back to be looked at, not to be deployed.
  private var isPreviewed: Bool { typed["preview"] != nil }
}
