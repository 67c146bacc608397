import Automations
import Scheduling
package import Templating

/// Says that everything is paused, why and until when.
package struct PauseNotice: TemplateModel {
  let pause: Pause
  /// Whose automations they are, where that is not the reader.
  let owner: String?
  let now: Instant

  init(_ pause: Pause, owner: String?, now: Instant) {
    self.pause = pause
    self.owner = owner
    self.now = now
  }

  package static var fields: [Field<PauseNotice>] {
    [
      .text("paused_since") { Pause.seen($0.pause) },
      .text("reason") { $0.pause.reason.detailed },
      .text("owner") { $0.owner?.listed },
      .model("since") { TimeText(instant: $0.pause.since, zone: nil, now: $0.now) },
      .model("until") { notice in
        notice.pause.until.map { TimeText(instant: $0, zone: nil, now: notice.now) }
      },
    ]
  }
}
