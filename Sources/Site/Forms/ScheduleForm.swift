import Automations
import OrderedJSON
import Scheduling

/// The schedule form as it was filled in: the API's names, an empty field an absent one.
struct ScheduleForm {
  let form: Form

  /// When it runs, as the API would have been told it.
  private var timing: StoredSchedule {
    let type = form["schedule_type"] ?? ""
    var members: [JSON.Member] = []
    func add(_ key: String, _ value: JSON?) {
      if let value { members.append(JSON.Member(key, value)) }
    }
    add("timezone", form["timezone"].map(JSON.string))
    switch type {
    case "weekly":
      let days = form.values("days")
      if !days.isEmpty { add("days", .array(days.map(JSON.string))) }
    case "monthly": add("day_of_month", dayOfMonth)
    case "custom":
      add("customInterval", form["customInterval"].map { JSON.string($0.plainlySpaced) })
    default: break
    }
    if type == "monthly" { add("short_month", form["short_month"].map(JSON.string)) }
    add("start", form["start"].map(JSON.string))
    add("end", form["end"].map(JSON.string))
    add("exclude_dates", list("exclude_dates"))
    let weekdays = form.values("exclude_weekdays")
    if !weekdays.isEmpty { add("exclude_weekdays", .array(weekdays.map(JSON.string))) }
    return StoredSchedule(
      type: type, time: type == "custom" ? nil : form["schedule_time"]?.plainlySpaced,
      config: .object(members))
  }

  /// The same with the policies, and with what the form does not show: the rule for daylight saving,
  /// keys that nobody knows, and of a schedule of that type its anchor and the time of day of a custom
  /// interval. The same text once more in the place of that time is not needed.
  func schedule(keeping deployed: StoredSchedule?) -> StoredSchedule {
    let timing = timing
    let new = StoredSchedule(
      type: timing.type, time: timing.time,
      config: .object(
        (timing.config?.members ?? []) + policyMembers(keeping: deployed?.config)))
    guard let deployed, let members = deployed.config?.members else { return new }
    let isSameType = deployed.type == new.type
    let kept = members.filter {
      !ScheduleForm.shown.contains($0.key) && (isSameType || $0.key != "anchor")
    }
    let isTimed =
      isSameType && new.type == "custom" && deployed.config?["customInterval"] != nil
      && deployed.time.map(ScheduleInput.isTimeOfDay) == true
    return StoredSchedule(
      type: new.type, time: isTimed ? deployed.time : new.time,
      config: .object((new.config?.members ?? []) + kept))
  }

  /// What stands in the field of a schedule that has none.
  static let usualTime = "09:00"

  private static let shown: Set = [
    "timezone", "days", "day_of_month", "short_month", "customInterval", "start", "end",
    "exclude_dates", "exclude_weekdays", "policies", "spread",
  ]

  /// `1, 15, last` as numbers and words; what is neither stays a text, for the calculus to refuse.
  private var dayOfMonth: JSON? {
    guard let typed = form["day_of_month"]?.trimmed, !typed.isEmpty else { return nil }
    guard typed.utf8.count <= Limits.scheduleConfigBytes else { return .string(typed) }
    let days = typed.split(separator: ",", omittingEmptySubsequences: false).map {
      JSON(typed: String($0))
    }
    return days.count > 1 ? .array(days) : days.first
  }

  /// What is longer than a configuration may be stays one text, for the calculus to refuse.
  private func list(_ name: String) -> JSON? {
    let typed = form[name] ?? ""
    guard typed.utf8.count <= Limits.scheduleConfigBytes else { return .string(typed) }
    let texts = typed.split { $0 == "," || $0 == " " }.map { JSON.string(String($0)) }
    return texts.isEmpty ? nil : .array(texts)
  }
}

extension Form {
  /// With the zone that its field names but for case, spaces and what stands in front of the slash,
  /// where there is one such zone.
  func completed(by zones: TimeZoneDatabase) -> Form {
    self["timezone"].map { with("timezone", zones.completed($0.trimmed)) } ?? self
  }

  /// The form that shows a stored schedule.
  init(showing schedule: StoredSchedule, name: String?) {
    var pairs: [(String, String)] = [("schedule_type", schedule.type)]
    func add(_ key: String, _ value: JSON?) {
      switch value {
      case .string(let text): pairs.append((key, text))
      case .number(let digits): pairs.append((key, digits))
      default: break
      }
    }
    if let name { pairs.append(("name", name)) }
    if schedule.type == "custom" {
      add("customInterval", schedule.config?["customInterval"] ?? JSON(schedule.time))
      // The time of the other types, for who changes to one of them.
      let time = schedule.time.flatMap { ScheduleInput.isTimeOfDay($0) ? $0 : nil }
      add("schedule_time", .string(time ?? ScheduleForm.usualTime))
    } else {
      add("schedule_time", JSON(schedule.time))
    }
    for key in ["timezone", "start", "end", "short_month"] { add(key, schedule.config?[key]) }
    for key in ["days", "exclude_weekdays"] {
      for day in schedule.config?[key]?.elements ?? [] { add(key, day) }
    }
    for key in ["day_of_month", "exclude_dates"] {
      let value = schedule.config?[key]
      let parts = value?.elements?.compactMap { $0.text ?? $0.integer.map(String.init) }
      add(key, parts.map { .string($0.joined(separator: ", ")) } ?? value)
    }
    for name in ScheduleForm.policyNames { add(name, schedule.config?["policies"]?[name]) }
    add("spread", schedule.config?["spread"])
    self.init(pairs: pairs)
  }
}

extension String {
  /// The same with plain spaces: pages and spreadsheets from which a text is taken have others, which
  /// nobody sees.
  fileprivate var plainlySpaced: String {
    var text = UnicodeScalarView()
    for scalar in unicodeScalars {
      text.append(scalar.properties.generalCategory == .spaceSeparator ? " " : scalar)
    }
    return String(text)
  }
}
