package import Automations
import OrderedJSON
package import Scheduling
package import Templating

/// Asks why, and until when, everything is to be paused.
package struct PausePage: Page {
  package static let template = "pause"

  let layout: Layout
  let typed: [String: String]?
  let seen: String
  let faults: [Fault]
  let pause: Pause?
  let timeZoneNames: [String]
  let now: Instant

  /// - Parameters:
  ///   - typed: what stands in the fields, by their names; `nil`: nobody has typed anything yet.
  ///   - seen: the pause that the form was opened on; `nil`: the one in force.
  ///   - faults: at the API's paths.
  ///   - pause: the one in force, whose place another one takes.
  ///   - timeZoneNames: all IANA names, to choose from.
  package init(
    layout: Layout, typed: [String: String]?, seen: String?, faults: [Fault], pause: Pause?,
    timeZoneNames: [String], now: Instant
  ) {
    self.layout = layout.within(.traces)
    self.typed = typed
    self.seen = seen ?? Pause.seen(pause)
    self.faults = faults
    self.pause = pause
    self.timeZoneNames = timeZoneNames
    self.now = now
  }

  package static var fields: [Field<PausePage>] {
    [
      .number("longest_reason") { _ in Limits.reasonCharacters },
      .model("layout") { $0.layout },
      .model("pause") { page in page.pause.map { PauseNotice($0, owner: nil, now: page.now) } },
      .text("seen") { $0.seen },
      .model("why") { $0.entry("reason") },
      .model("end") { $0.entry("until") },
      .flag("has_plain_end") { $0.hasPlainEnd },
      .model("zone") { $0.entry("timezone") },
      .model("zone_offers") { $0.zoneOffers },
      .flag("offers_zone") { $0.typed == nil },
      .list("zone_names") { ZoneName.ordered($0.timeZoneNames) },
    ]
  }

  /// Whether the browser's picker can show the end; another text would be lost in it.
  private var hasPlainEnd: Bool {
    let end = typed?["until"] ?? ""
    return end.isEmpty || TimeZoneRules.isLocalTime(end)
  }

  /// A link to the form as it was sent, but for the zone.
  private var zoneOffers: Offers? {
    let texts = faults.filter { $0.path == ["timezone"] }.flatMap(\.offers)
    return Offers(texts, for: "timezone") { zone in
      Paths.pause(
        query: [
          "reason": typed?["reason"], "until": typed?["until"], "timezone": zone, "seen": seen,
        ])
    }
  }

  private func entry(_ name: String) -> Entry {
    Entry(value: typed?[name] ?? "", fault: faults.filter { $0.path == [name] }.sentence)
  }
}
