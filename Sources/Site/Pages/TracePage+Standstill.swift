import Automations
import Templating

extension TracePage {
  /// Why the instants of an automation do not run now.
  package struct Standstill: Sendable {
    /// Its own pause or open circuit.
    let stop: Stop?
    /// That of all that its owner has.
    let pause: Pause?
  }

  static var standstillFields: [Field<TracePage>] {
    [
      .model("pause") { page in
        page.standstill.pause.map {
          PauseNotice($0, owner: page.owner, now: page.now)
        }
      },
      .flag("has_stopped") { $0.trace.status == .failed },
      .text("stop_reason") { $0.trace.statusReason?.detailed },
      .model("stopped_at") { page in
        page.trace.status == .failed ? page.time(page.standstill.stop?.since) : nil
      },
      .model("paused_at") { page in
        page.trace.status == .paused ? page.time(page.standstill.stop?.since) : nil
      },
    ]
  }

  /// The owner, where that is not the reader.
  private var owner: String? { trace.userID == layout.callerName ? nil : trace.userID }
}
