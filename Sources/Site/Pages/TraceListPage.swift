package import Automations
package import Scheduling
package import Templating

/// The list of traces, newest first.
package struct TraceListPage: Page {
  package static let template = "traces/list"

  let layout: Layout
  let rows: [Row]
  let window: Window
  let total: Int
  let status: DeploymentStatus?
  let origin: String
  let pause: PauseNotice?

  /// - Parameters:
  ///   - status: the filter; `nil`: all are listed.
  ///   - pauses: those of all that an owner has, by the owners' names; the reader's too.
  ///   - zone: the rules of a zone by its IANA name; where it knows none, times are in UTC.
  package init(
    layout: Layout, traces: Listing<Automation>, window: Window, status: DeploymentStatus?,
    pauses: [String: Pause], now: Instant, origin: PublicOrigin,
    zone: (String) -> TimeZoneRules? = { _ in nil }
  ) {
    self.layout = layout.within(.traces)
    // Few zones stand in many rows, and to look one up costs a lock that all requests share.
    var zones: [String: TimeZoneRules?] = [:]
    rows = traces.elements.map { trace in
      let name = trace.timeZoneName ?? ""
      let rules = zones[name] ?? zone(name)
      zones[name] = .some(rules)
      return Row(
        trace: trace, owner: trace.userID == layout.callerName ? nil : trace.userID,
        pause: pauses[trace.userID], now: now, zone: rules)
    }
    self.window = window
    total = traces.total
    self.status = status
    self.origin = origin.text
    pause = layout.callerName.flatMap { pauses[$0] }.map { PauseNotice($0, owner: nil, now: now) }
  }

  package static var fields: [Field<TraceListPage>] {
    [
      .model("layout") { $0.layout },
      // Where nothing is listed at all, there is nothing to filter.
      .flag("has_tabs") { $0.total > 0 || $0.status != nil },
      .list("tabs") { $0.tabs },
      .flag("any_rows") { !$0.rows.isEmpty },
      .list("rows") { $0.rows },
      .number("total") { $0.total },
      .model("filter") { page in page.status.map { Badge($0) } },
      .text("none") { $0.status?.nothing },
      .flag("only_all_paused") { $0.status == .paused && $0.pause != nil },
      .flag("is_live") { page in page.rows.contains(where: \.isLive) },
      .text("origin") { $0.origin },
      .model("pause") { $0.pause },
      .model("pages") { $0.pages },
    ]
  }
}

extension DeploymentStatus {
  /// Says of a list that nothing in it has the status.
  fileprivate var nothing: String {
    switch self {
    case .draft: "Nothing is a draft"
    case .deployed: "Nothing is deployed"
    case .paused: "Nothing is paused"
    case .failed: "No automation was stopped by failures"
    }
  }
}
