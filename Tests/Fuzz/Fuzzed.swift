import OrderedJSON

/// What all targets do with a schedule once it is one.
enum Fuzzed {
  static let zones = TimeZoneDatabase()
  static let moments: [Int64] = [
    -1 << 40, -2_000_000_000, 0, 1_795_510_800, 1_803_000_000, 4_200_000_000, 1 << 40,
  ]

  /// Runs strictly later each; words that say the same where they are a promise.
  static func schedule(_ text: String) throws {
    for zone in ["UTC", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"] {
      let schedule = try schedule(text, zone)
      for moment in moments {
        var previous = Instant(seconds: moment)
        for instant in schedule.next(after: previous, count: 3) {
          precondition(instant > previous, "not later: \(text)")
          previous = instant
        }
        let preview = SchedulePreview(of: schedule, after: previous, count: 1, zones: zones)
        precondition(!preview.words.isEmpty && !schedule.summary.isEmpty)
      }
      guard schedule.kind != .cron else { continue }
      guard let again = try? self.schedule(schedule.words, zone) else {
        preconditionFailure("words not read back: \(text): \(schedule.words)")
      }
      let after = Instant(seconds: 1_795_510_800)
      precondition(
        schedule.next(after: after, count: 4) == again.next(after: after, count: 4),
        "words say something else: \(text): \(schedule.words)")
    }
  }

  private static func schedule(_ text: String, _ zone: String) throws -> Schedule {
    let input = ScheduleInput(
      type: "custom", time: nil,
      config: ["customInterval": .string(text), "timezone": .string(zone)])
    return try Schedule(input, anchor: Instant(seconds: 1_795_510_800), zones: zones)
  }
}
