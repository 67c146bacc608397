package import Automations
package import Scheduling
package import Templating

/// The runs of all automations, the latest first.
package struct RunListPage: Page {
  package static let template = "runs/list"

  let layout: Layout
  let runs: Listing<ListedRun>
  let filter: RunFilter
  let window: Window
  let traces: [Automation]
  let now: Instant
  private let zones: [String: TimeZoneRules]

  /// - Parameters:
  ///   - filter: what was asked for.
  ///   - traces: the automations to choose from.
  ///   - zone: the rules of a zone by its IANA name; where it knows none, times are in UTC.
  package init(
    layout: Layout, runs: Listing<ListedRun>, filter: RunFilter, window: Window,
    traces: [Automation], now: Instant, zone: (String) -> TimeZoneRules? = { _ in nil }
  ) {
    self.layout = layout.within(.runs)
    self.runs = runs
    self.filter = filter
    self.window = window
    self.traces = traces
    self.now = now
    zones = Dictionary(
      Set(runs.elements.compactMap(\.timeZoneName)).compactMap { name in
        zone(name).map { (name, $0) }
      }, uniquingKeysWith: { first, _ in first })
  }

  package static var fields: [Field<RunListPage>] {
    [
      .model("layout") { $0.layout },
      .list("outcomes") { Choice.outcomes(chosen: $0.filter.outcome) },
      .list("automations") { $0.automations },
      .flag("is_filtered") { $0.filter.outcome != nil || $0.filter.traceID != nil },
      .flag("any_rows") { !$0.runs.elements.isEmpty },
      .list("rows") { page in page.runs.elements.map(page.row) },
      .number("total") { $0.runs.total },
      .model("pages") { $0.pages },
      .flag("is_live") { page in page.runs.elements.contains { $0.run.outcome == nil } },
    ]
  }

  private var automations: [Choice] {
    traces.map { trace in
      let owner = trace.userID == layout.callerName ? "" : " · \(trace.userID)"
      return Choice(
        value: trace.id, words: (trace.displayName + owner).listed,
        isChosen: trace.id == filter.traceID)
    }
  }

  private func row(_ listed: ListedRun) -> Row {
    let instant = listed.run.startedAt ?? listed.run.scheduledAt
    return Row(
      listed: listed, owner: listed.userID == layout.callerName ? nil : listed.userID,
      time: TimeText(
        instant: instant, zone: listed.timeZoneName.flatMap { zones[$0] }, now: now), now: now)
  }

  private var pages: PageLinks? {
    PageLinks(window, shown: runs.elements.count, of: runs.total) { offset in
      Paths.runs(
        query: [
          "outcome": filter.outcome?.rawValue, "trace_id": filter.traceID,
          "limit": window.limitText, "offset": Window.offsetText(offset),
        ])
    }
  }

  /// A run in the list.
  package struct Row: TemplateModel {
    let listed: ListedRun
    /// Whose it is, where that is not the reader.
    let owner: String?
    let time: TimeText
    let now: Instant

    package static var fields: [Field<Row>] {
      [
        .text("id") { $0.listed.run.id },
        .path("path", Paths.run) { $0.listed.run.id },
        .path("trace_path", Paths.trace) { $0.listed.run.traceID },
        .text("name") { $0.listed.traceName.listed },
        .text("owner") { $0.owner?.listed },
        .model("time") { $0.time },
        .model("badge") { Badge($0.listed.run.outcome, $0.listed.run.phase, at: $0.now) },
        .model("duration") { $0.listed.run.duration },
        .text("reason") { $0.listed.run.reason?.words.listed },
        .flag("is_by_hand") { $0.listed.run.manual && $0.listed.run.rehearses == nil },
        .flag("is_rehearsal") { $0.listed.run.rehearses != nil },
        .flag("late") { $0.listed.run.late },
      ]
    }
  }
}
