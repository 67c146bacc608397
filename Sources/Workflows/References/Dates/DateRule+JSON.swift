import OrderedJSON
import Scheduling

extension DateRule {
  /// Reads the members of `$date` but `from`, and tells every fault with the member's name.
  init?(_ json: JSON, _ fault: (String, String) -> Void) {
    var isWhole = true
    func refuse(_ member: String, _ message: String) {
      isWhole = false
      fault(member, message)
    }
    func text(_ member: String) -> String? {
      guard let value = json[member] else { return nil }
      if value.text == nil { refuse(member, "must be a text, not \(value.kind)") }
      return value.text
    }
    for member in json.members ?? [] where !DateRule.members.contains(member.key) {
      refuse(
        member.key, "does not belong here; these do: \(DateRule.members.joined(separator: ", "))")
    }
    var additions: [Addition] = []
    if let text = text("add") {
      if let read = DateRule.additions(text) {
        additions = read
      } else {
        refuse("add", "must be like -7d or \"-1M +2d\", with d, w, M, y, h or m for the unit")
      }
    }
    var target: Target?
    if let text = text("to") {
      target = Target(text)
      if target == nil {
        refuse(
          "to",
          "must be like \"start of month\" or \"end of week\" (day, week, month, quarter, year), or "
            + "\"next monday\" or \"last friday\"")
      }
    }
    var format = DateFormat.rfc3339
    if let text = text("format") {
      do throws(DateFormatFault) {
        format = try DateFormat(text)
      } catch {
        refuse("format", error.description)
      }
    }
    let timezone = text("timezone")
    guard isWhole else { return nil }
    self.init(additions: additions, target: target, format: format, timezone: timezone)
  }

  static let members = ["from", "add", "to", "format", "timezone"]

  private static func additions(_ text: String) -> [Addition]? {
    let words = text.split(separator: " ")
    guard !words.isEmpty, words.count <= Limits.dateAdditions.count else { return nil }
    let additions = words.compactMap { word -> Addition? in
      guard let unit = word.last.flatMap(Unit.init), word.utf8.count <= 8,
        let count = Int(word.dropLast()), abs(count) <= Limits.dateAdditions.each
      else { return nil }
      return Addition(count: count, unit: unit)
    }
    return additions.count == words.count ? additions : nil
  }
}

extension DateRule.Target {
  fileprivate init?(_ text: String) {
    let words = text.lowercased().split(separator: " ").map(String.init)
    if words.count == 3, words[1] == "of", let period = WallTime.Period(rawValue: words[2]) {
      switch words[0] {
      case "start": self = .start(period)
      case "end": self = .end(period)
      default: return nil
      }
      return
    }
    guard words.count == 2, words[0] == "next" || words[0] == "last",
      let day = WallTime.weekdayNames.firstIndex(where: { $0.lowercased() == words[1] })
    else { return nil }
    self = .weekday(day, isLater: words[0] == "next")
  }
}

extension DateRule {
  /// The instant that a text tells: RFC 3339, a time of the zone without an offset, a day, or a number
  /// since 1970.
  static func instant(of text: String, in zone: TimeZoneRules) -> Instant? {
    if let instant = Instant(rfc3339: text) { return instant }
    let parts = text.split(separator: "T", maxSplits: 1)
    if parts.count <= 2, let day = parts.first, let midnight = Instant(rfc3339: "\(day)T00:00:00Z")
    {
      let local =
        parts.count == 2
        ? Instant(rfc3339: text + "Z") ?? Instant(rfc3339: text + ":00Z") : midnight
      guard let local else { return nil }
      let wall = WallTime(local, in: .utc)
      return wall.instant(in: zone)
    }
    return Instant(logged: .string(text))
  }
}
