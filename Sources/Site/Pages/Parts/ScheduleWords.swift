import Automations
import Scheduling
package import Templating

/// What a schedule means: its words, its next runs, and all that there is to know.
package struct ScheduleWords: TemplateModel {
  let preview: SchedulePreview
  let zone: TimeZoneRules?
  let now: Instant?
  let pause: Pause?

  /// - Parameters:
  ///   - now: what countdowns are counted from; `nil`: none are shown.
  ///   - pause: that of all that the owner has; what it covers does not run, and has no countdown.
  init(
    _ preview: SchedulePreview, zone: TimeZoneRules?, now: Instant?, in pause: Pause? = nil
  ) {
    self.preview = preview
    self.zone = zone
    self.now = now
    self.pause = pause
  }

  package static var fields: [Field<ScheduleWords>] {
    [
      .text("words") { $0.preview.words },
      .text("timezone") { $0.preview.timezone },
      .text("tzdb") { $0.preview.tzdb },
      .list("runs") { words in words.preview.next.map(words.time) },
      .list("changes") { words in
        words.preview.transitions.map { ClockChange($0, at: words.time($0.at)) }
      },
      .texts("notices") { $0.preview.notices.map(\.detailed) },
    ]
  }

  private func time(_ instant: Instant) -> TimeText {
    TimeText(instant: instant, zone: zone, now: pause?.covers(instant) == true ? nil : now)
  }

  /// A change of the zone's clocks within a year.
  package struct ClockChange: TemplateModel {
    let transition: SchedulePreview.Transition
    let at: TimeText

    init(_ transition: SchedulePreview.Transition, at: TimeText) {
      self.transition = transition
      self.at = at
    }

    package static var fields: [Field<ClockChange>] {
      [
        .model("at") { $0.at },
        .text("offset") { LocalTime.offset($0.transition.offsetAfter) },
        .text("direction") {
          $0.transition.offsetAfter > $0.transition.offsetBefore ? "forward" : "back"
        },
        .flag("touches") { $0.transition.touches },
      ]
    }
  }
}
