package import Automations
package import Scheduling
package import Templating

/// The ledger of an automation: each instant, and what became of it.
package struct OccurrencesPage: Page {
  package static let template = "traces/occurrences"

  let layout: Layout
  let trace: Automation
  let occurrences: Listing<Occurrence>
  let filter: OccurrenceFilter
  let days: (from: String?, to: String?)
  let window: Window
  let now: Instant
  let zone: TimeZoneRules?

  /// - Parameters:
  ///   - occurrences: the newest first.
  ///   - filter: what was asked for.
  ///   - days: the first and the last that were asked for, as they were typed.
  ///   - zone: of the schedule; `nil`: times are in UTC.
  package init(
    layout: Layout, trace: Automation, occurrences: Listing<Occurrence>,
    filter: OccurrenceFilter, days: (from: String?, to: String?), window: Window, now: Instant,
    zone: TimeZoneRules?
  ) {
    self.layout = layout.within(.traces)
    self.trace = trace
    self.occurrences = occurrences
    self.filter = filter
    self.days = days
    self.window = window
    self.now = now
    self.zone = zone
  }

  package static var fields: [Field<OccurrencesPage>] {
    [
      .model("layout") { $0.layout },
      .path("path", Paths.occurrences) { $0.trace.id },
      .path("trace_path", Paths.trace) { $0.trace.id },
      .text("trace_name") { $0.trace.displayName.listed },
      .list("outcomes") { Choice.outcomes(chosen: $0.filter.outcome) },
      .list("reasons") { Choice.reasons(chosen: $0.filter.reasonCode) },
      .text("from") { $0.days.from },
      .text("to") { $0.days.to },
      .text("zone") { $0.zone?.name ?? "UTC" },
      .flag("is_filtered") { $0.isFiltered },
      .flag("any_rows") { !$0.occurrences.elements.isEmpty },
      .list("rows") { page in
        page.occurrences.elements.map { OccurrenceRow($0, now: page.now, time: page.time) }
      },
      .number("total") { $0.occurrences.total },
      .model("pages") { $0.pages },
      .flag("is_live") { page in page.occurrences.elements.contains { $0.outcome == nil } },
    ]
  }

  private var isFiltered: Bool {
    filter.outcome != nil || filter.reasonCode != nil || days.from != nil || days.to != nil
  }

  private var pages: PageLinks? {
    PageLinks(window, shown: occurrences.elements.count, of: occurrences.total) { offset in
      Paths.occurrences(
        trace.id,
        query: [
          "outcome": filter.outcome?.rawValue, "reason_code": filter.reasonCode?.rawValue,
          "from": days.from, "to": days.to, "limit": window.limitText,
          "offset": Window.offsetText(offset),
        ])
    }
  }

  private func time(_ instant: Instant?) -> TimeText? {
    instant.map { TimeText(instant: $0, zone: zone, now: now) }
  }
}
