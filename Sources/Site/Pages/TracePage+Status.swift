import Automations
import Scheduling
import Templating
import Workflows

extension TracePage {
  static var statusFields: [Field<TracePage>] {
    [
      .model("badge") { Badge($0.trace.status, in: $0.standstill.pause) },
      .model("current") { $0.current },
      .path("current_path", Paths.run) { $0.trace.current?.runID },
      .flag("is_deployed") { $0.trace.status == .deployed },
      .flag("can_resume") {
        $0.trace.version != nil && $0.trace.status != .deployed
          && ($0.standstill.pause != nil || !$0.hasNothingLeft)
      },
      .flag("can_withdraw") { $0.trace.version != nil && $0.trace.status != .draft },
      .number("version") { $0.trace.version ?? 0 },
      .flag("changed") { $0.hasOtherSteps },
      .flag("has_steps") { $0.trace.origin.stepCount > 0 },
      .model("next") { $0.time($0.nextRunAt) },
      .flag("after_pause") {
        $0.trace.waitsForEnd(of: $0.standstill.pause) && !$0.endsInPause
      },
      .flag("ends_in_pause") { $0.endsInPause },
      .text("schedule_type") { $0.trace.schedule?.type },
      .model("schedule") { $0.schedule },
      .text("suspension") { $0.suspension },
    ]
  }

  /// Why the instants of the schedule do not come; `nil`: they do, or there is no schedule.
  private var suspension: String? {
    guard preview != nil else { return nil }
    return switch trace.status {
    case .deployed where standstill.pause == nil: nil
    case .deployed where endsInPause:
      "Everything is paused beyond the last run of the schedule. It runs no more, unless the pause "
        + "ends before:"
    case .deployed where hasNothingLeft: "Everything is paused, and its schedule is over:"
    case .paused where hasNothingLeft: "It is paused, and would run no more\(afterPause):"
    case .failed where hasNothingLeft: "It has stopped, and would run no more\(afterPause):"
    case .draft where hasNothingLeft: "It is out of service, and would run no more\(afterPause):"
    case .deployed where standstill.pause?.until == nil:
      "Everything is paused. If that ended now, it would run:"
    case .deployed: "Everything is paused. When that is over, it runs:"
    case .paused: "It is paused. If it is resumed, it runs:"
    case .failed: "It has stopped. If it is resumed, it runs:"
    case .draft: "It is out of service. If it is resumed, it runs:"
    }
  }

  /// Its runs are told of from the end of the pause of everything on, where that has one.
  private var afterPause: String {
    standstill.pause?.until == nil ? "" : " after the pause of everything"
  }

  /// Whether its schedule has no run, or none after the pause of everything.
  private var hasNothingLeft: Bool { preview?.next.isEmpty == true }

  /// Whether all that is left of its schedule falls into the pause of everything.
  private var endsInPause: Bool {
    trace.status == .deployed && standstill.pause?.until != nil && hasNothingLeft
      && trace.nextRunAt != nil
  }

  /// Whether a deployment now would run other steps than the deployed version does.
  private var hasOtherSteps: Bool {
    trace.version != nil && trace.changedSinceDeployed && !deployable.doesTheSame(as: workflow)
  }

  /// Where a pause has an end, the first instant that it does not cover.
  private var nextRunAt: Instant? {
    guard trace.status == .deployed, let pause = standstill.pause else { return trace.nextRunAt }
    return pause.until == nil ? nil : preview?.next.first
  }

  private var current: Badge? { trace.current.map { Badge($0.phase, at: now) } }

  private var schedule: ScheduleWords? {
    preview.map { ScheduleWords($0, zone: zone, now: countsFrom, in: standstill.pause) }
  }

  /// Nothing is counted down to what does not come by itself.
  private var countsFrom: Instant? {
    trace.status == .deployed ? now : nil
  }
}
