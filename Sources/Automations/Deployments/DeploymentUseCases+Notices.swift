import OrderedJSON
import Scheduling
import Workflows

// What a person is told beside a deployment, though it went well.
extension DeploymentUseCases {
  /// What stood still before, and what stands still yet.
  static func notices(
    of next: Instant, of schedule: Schedule, after status: DeploymentStatus, in pause: Pause?
  ) -> [String] {
    var notices: [String] = []
    switch status {
    case .paused: notices.append("It was paused; deploying it resumed it.")
    case .failed: notices.append("It had stopped; deploying it resumed it.")
    case .draft, .deployed: break
    }
    if let pause, pause.covers(next) {
      let end = pause.until.map { " until \($0.rfc3339)" } ?? ""
      let isOver = pause.until.map { schedule.next(after: $0.beforeIt) == nil } ?? false
      notices.append(
        isOver
          ? "Everything is paused\(end), and that is after its last run: it runs only if the pause ends "
            + "before."
          : "Everything is paused\(end); it runs when that is over.")
    }
    return notices
  }

  /// Of each of the first tools, and how many more there are.
  static func notices(ofUnbound tools: [String]) -> [String] {
    let end = "yet: until it is bound, every run is skipped."
    let named = tools.prefix(Limits.namedInNotices).map {
      "Nothing carries out the tool \"\($0)\" \(end)"
    }
    let others = tools.count - named.count
    return others > 0 ? named + ["Nothing carries out \(others) more tools yet."] : named
  }

  /// What of the calls that are carried out the log does not say.
  static func notices(
    ofCallsIn workflow: Workflow, _ log: Log, _ mark: SecretMark?
  ) -> [String] {
    let notices = workflow.steps.enumerated().lazy.filter(\.element.isOn).compactMap {
      index, step in
      log.call(of: step)?.notice.map { Bindings.notice($0, ofStep: index + 1, step.tool) }
    }
    return notices.prefix(Limits.namedInNotices).map { notice in
      mark.shown(notice)
    }
  }
}
