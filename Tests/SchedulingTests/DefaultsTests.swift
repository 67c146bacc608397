import OrderedJSON
import Scheduling
import Testing

/// What is settled at a deployment, and stays so.
@Suite struct DefaultsTests {
  private func schedule(
    _ text: String, _ edition: ScheduleDefaults.Edition = .third, zone: String = "UTC",
    _ config: [(String, JSON)] = [], anchor: String = "2026-11-24T09:07:00Z"
  ) throws -> Schedule {
    var input = World.input("custom", text, zone: nil, config)
    input.defaults = ScheduleDefaults(timezone: zone, edition: edition)
    return try Schedule(input, anchor: World.instant(anchor), zones: World.zones)
  }

  @Test func `is in the zone of its defaults where it names none, and says so`() throws {
    let berlin = try schedule("every day at 9am", zone: "Europe/Berlin")
    #expect(berlin.timezone == "Europe/Berlin" && berlin.words.hasSuffix("Berlin time"))
    #expect(berlin.notices == ["No time zone was given: Europe/Berlin is used."])
    #expect(World.next(berlin, after: "2026-11-24T09:07:00Z", 1) == ["2026-11-25T08:00:00Z"])
    let named = try schedule(
      "every day at 9am", zone: "Europe/Berlin", [("timezone", "Asia/Tokyo")])
    #expect(named.timezone == "Asia/Tokyo" && named.notices.isEmpty)
    #expect(try schedule("every day at 9am").notices == ["No time zone was given: UTC is used."])
  }

  @Test func `is a fault where the zone of its defaults is gone`() throws {
    let faults = #expect(throws: ScheduleFaults.self) {
      try schedule("every day at 9am", zone: "Nowhere/Else")
    }
    #expect(faults?.faults.map(\.path) == [["schedule_config", "timezone"]])
  }

  /// Deployed on Tuesday, 24 November, at 09:07.
  @Test(arguments: [
    ("every other friday at 9am", "2026-11-27", "2026-12-11"),
    ("every other monday at 9am", "2026-11-30", "2026-12-14"),
    ("every other tuesday at 9:08", "2026-11-24", "2026-12-08"),
    ("every other tuesday at 9:07", "2026-12-01", "2026-12-15"),
    ("every other tuesday at 9am", "2026-12-01", "2026-12-15"),
    ("every other tuesday", "2026-12-01", "2026-12-15"),
    ("every other tuesday at 9am and 5pm", "2026-11-24", "2026-12-08"),
    ("fortnightly on monday at 9am", "2026-11-30", "2026-12-14"),
    ("every 3 weeks on monday at 9am", "2026-11-30", "2026-12-21"),
    ("every 2 weeks on mon and fri at 9am", "2026-11-27", "2026-12-07"),
    ("every 2 weeks on sat and mon at 9am", "2026-11-28", "2026-12-07"),
    ("every 2 weeks on mon and tue at 9am", "2026-11-30", "2026-12-01"),
  ])
  func `begins weeks with days on the first such day to come`(
    text: String, first: String, second: String
  ) throws {
    let schedule = try schedule(text)
    let days = schedule.next(after: World.instant("2026-11-24T09:07:42Z"), count: 3)
      .map { String($0.rfc3339.prefix(10)) }
    #expect(days[0] == first && (days[1] == second || days[2] == second), "\(days)")
    #expect(
      schedule.next(after: World.instant("2020-01-01T00:00:00Z"), count: 1)
        == schedule.next(after: World.instant("2026-11-24T09:07:42Z"), count: 1), "the first run")
    #expect(
      schedule.notices.contains {
        $0.hasPrefix("Counted in weeks, Monday first, from that of \(Int(first.suffix(2)) ?? 0) ")
      })
  }

  @Test(
    arguments: [
      ([("start", "2026-12-01")], "2026-12-07"), ([("start", "2026-12-07")], "2026-12-07"),
      ([("anchor", "2026-11-16")], "2026-11-30"), ([("anchor", "2026-11-09")], "2026-12-07"),
      ([("anchor", "2026-11-16T09:00:00Z")], "2026-11-30"),
      ([("anchor", "2026-11-16T09:01:00Z")], "2026-12-07"),
      ([("exclude_dates", ["2026-11-30"])], "2026-12-14"),
    ] as [([(String, JSON)], String)])
  func `counts from its own anchor or start, included, and moves nothing for an exclusion`(
    config: [(String, JSON)], first: String
  ) throws {
    let schedule = try schedule("every other monday at 9am", zone: "UTC", config)
    #expect(World.next(schedule, after: "2026-11-24T09:07:00Z", 1) == [first + "T09:00:00Z"])
  }

  @Test func `begins on the day there, where the clocks change`() throws {
    // 02:30 on 14 March 2027 is missing in New York: the run is at 03:00 of that very day.
    let schedule = try schedule(
      "every other sunday at 2:30", zone: "America/New_York", anchor: "2027-03-14T06:59:00Z")
    #expect(
      World.next(schedule, after: "2027-03-14T06:59:00Z", 2)
        == ["2027-03-14T07:00:00Z", "2027-03-28T06:30:00Z"])
  }

  /// Deployed on Tuesday, 24 November, at 09:07.
  @Test(arguments: [
    ("every 3 months on the 1st at 9am", "2026-12-01T09:00:00Z", "2027-03-01T09:00:00Z"),
    ("every 3 months on the 1st", "2026-12-01T09:07:00Z", "2027-03-01T09:07:00Z"),
    ("every 2 months on the 30th at 9am", "2026-11-30T09:00:00Z", "2027-01-30T09:00:00Z"),
    ("every 2 months on the 24th at 9:08", "2026-11-24T09:08:00Z", "2027-01-24T09:08:00Z"),
    ("every 2 months on the 24th at 9:07", "2026-12-24T09:07:00Z", "2027-02-24T09:07:00Z"),
    ("every 2 months on the 24th at 9am", "2026-12-24T09:00:00Z", "2027-02-24T09:00:00Z"),
    ("every quarter on the first monday at 9am", "2026-12-07T09:00:00Z", "2027-03-01T09:00:00Z"),
    ("every 3 months on the 31st at 9am", "2026-11-30T09:00:00Z", "2027-02-28T09:00:00Z"),
    ("every 2 years on 1 march", "2027-03-01T00:00:00Z", "2029-03-01T00:00:00Z"),
    ("every 4 years on 29 february", "2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z"),
    ("every 12 months on the 5th at 9am", "2026-12-05T09:00:00Z", "2027-12-05T09:00:00Z"),
    ("every 3 months at 9am", "2027-02-24T09:00:00Z", "2027-05-24T09:00:00Z"),
  ])
  func `begins months and years with days on the first such day to come`(
    text: String, first: String, second: String
  ) throws {
    let schedule = try schedule(text)
    #expect(World.next(schedule, after: "2026-11-24T09:07:42Z", 2) == [first, second])
    let isDaysOwn = text == "every 3 months at 9am"
    #expect(isDaysOwn || World.next(schedule, after: "2020-01-01T00:00:00Z", 1) == [first])
  }

  @Test(arguments: [
    ("every 3 months on the 1st at 9am", "2027-02-01T09:00:00Z"),
    ("every 2 months on the 5th at 9am", "2027-01-05T09:00:00Z"),
    ("every 2 years on 1 march", "2028-03-01T00:00:00Z"),
    ("every 12 months on the 5th at 9am", "2027-11-05T09:00:00Z"),
    ("every other monday at 9am", "2026-11-30T09:00:00Z"),
  ])
  func `leaves months that were deployed in the second edition where they are`(
    text: String, next: String
  ) throws {
    let schedule = try schedule(text, .second)
    #expect(World.next(schedule, after: "2026-11-24T09:07:42Z", 1) == [next])
  }

  @Test(arguments: ["every monday", "daily", "on the 15th", "every 2 weeks", "every 3 months"])
  func `runs at the minute of its start where no time is given, and says so`(text: String) throws {
    let schedule = try schedule(text)
    #expect(schedule.words.contains("at 09:07"))
    #expect(
      schedule.notices.contains("No time of day was given: 09:07 is that of its start."))
  }

  @Test(arguments: [
    ("every other friday at 9am", "2026-11-27T09:00:00Z"),
    ("every other monday at 9am", "2026-12-07T09:00:00Z"),
    ("every other tuesday at 9am", "2026-12-08T09:00:00Z"),
    ("every other tuesday", "2026-12-08T09:07:00Z"),
    ("every 2 weeks on mon and fri at 9am", "2026-11-27T09:00:00Z"),
    ("every year on 1 march", "2027-03-01T09:07:00Z"),
    ("every 2 years on 1 march", "2028-03-01T09:07:00Z"),
  ])
  func `leaves what was deployed before where it is`(text: String, next: String) throws {
    let schedule = try schedule(text, .first)
    #expect(World.next(schedule, after: "2026-11-24T09:07:42Z", 1) == [next])
  }

  @Test func `says of weeks without days when they began`() throws {
    let schedule = try schedule("every 2 weeks at 9am")
    #expect(schedule.words == "Every 2 weeks at 09:00, UTC")
    #expect(schedule.summary == "Every 2 weeks on Tuesday at 09:00, UTC")
    #expect(schedule.notices.last == "Counted in weeks from Tuesday, 24 November 2026.")
  }
}
