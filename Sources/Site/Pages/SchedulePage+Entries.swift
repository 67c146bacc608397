import Automations
import Scheduling
import Templating

extension SchedulePage {
  static var entryFields: [Field<SchedulePage>] {
    [
      .model("name") { $0.entry("name") },
      .list("types") { $0.types },
      .text("type_fault") { $0.fault(of: "schedule_type") },
      .model("time") { $0.entry("schedule_time") },
      .model("time_offers") { $0.offers("schedule_time") },
      .flag("has_plain_time") { $0.hasPlainTime },
      .list("days") { $0.weekdays(in: "days") },
      .text("days_fault") { $0.fault(of: "days") },
      .model("day_of_month") { $0.entry("day_of_month") },
      .flag("skips_short_months") { $0.typed["short_month"] == ["skip"] },
      .text("short_month_fault") { $0.fault(of: "short_month") },
      .model("custom") { $0.entry("customInterval") },
      .model("custom_offers") { $0.offers("customInterval") },
      .model("zone") { $0.entry("timezone") },
      .model("zone_offers") { $0.offers("timezone") },
      .text("usual_zone") { $0.usualZone },
      // A schedule that is deployed stays in its zone.
      .flag("offers_zone") { $0.isFresh && $0.trace.schedule == nil },
      .list("zone_names") { ZoneName.ordered($0.timeZoneNames) },
      .model("start") { $0.entry("start") },
      .model("end") { $0.entry("end") },
      .model("exclude_dates") { $0.entry("exclude_dates") },
      .list("exclude_weekdays") { $0.weekdays(in: "exclude_weekdays") },
      .text("exclude_weekdays_fault") { $0.fault(of: "exclude_weekdays") },
      .flag("has_limits") { $0.hasLimits },
    ]
  }

  private static let limits = ["start", "end", "exclude_dates", "exclude_weekdays"]

  /// Whether the less usual fields are to stand open.
  private var hasLimits: Bool {
    SchedulePage.limits.contains { typed[$0]?.isEmpty == false || fault(of: $0) != nil }
  }

  /// Whether a time picker can show the time; another text would be lost in it.
  private var hasPlainTime: Bool {
    let time = typed["schedule_time"]?.first ?? ""
    return time.isEmpty || ScheduleInput.timeOfDay(time) == time
  }

  private var types: [Choice] {
    let chosen = typed["schedule_type"]?.first ?? "daily"
    return ["daily", "weekly", "monthly", "custom"].map {
      Choice(value: $0, words: $0.prefix(1).uppercased() + $0.dropFirst(), isChosen: $0 == chosen)
    }
  }

  private func weekdays(in name: String) -> [Choice] {
    let chosen = (typed[name] ?? []).map { $0.prefix(3).lowercased() }
    return ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].map {
      Choice(
        value: $0, words: $0.prefix(1).uppercased() + $0.dropFirst().prefix(2),
        isChosen: chosen.contains(String($0.prefix(3))))
    }
  }

  func entry(_ name: String) -> Entry {
    Entry(value: typed[name]?.first ?? "", fault: fault(of: name))
  }

  func fault(of name: String) -> String? {
    faults.filter { field(of: $0) == name }.sentence
  }
}
