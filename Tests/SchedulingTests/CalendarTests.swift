import OrderedJSON
import Scheduling
import Testing

@Suite struct CalendarTests {
  @Test(arguments: ["9:00", "09:00"])
  func `runs daily at one or two digits of the hour`(time: String) throws {
    let schedule = try World.schedule("daily", time, zone: "Europe/Berlin")
    #expect(World.next(schedule, after: "2026-11-24T08:00:00Z", 1) == ["2026-11-25T08:00:00Z"])
    #expect(schedule.kind == .calendar && !schedule.isOnce && schedule.timezone == "Europe/Berlin")
  }

  @Test func `runs on the last day of short months, or not in them`() throws {
    let days: (String, JSON) = ("day_of_month", 31)
    let clamped = try World.schedule("monthly", "09:00", zone: "UTC", [days])
    #expect(
      World.next(clamped, after: "2027-01-31T09:00:00Z", 3)
        == ["2027-02-28T09:00:00Z", "2027-03-31T09:00:00Z", "2027-04-30T09:00:00Z"])
    let skipped = try World.schedule(
      "monthly", "09:00", zone: "UTC", [days, ("short_month", "skip")])
    #expect(
      World.next(skipped, after: "2027-01-31T09:00:00Z", 2)
        == ["2027-03-31T09:00:00Z", "2027-05-31T09:00:00Z"])
  }

  @Test func `takes lists of days of the month, and the last`() throws {
    let schedule = try World.schedule(
      "monthly", "09:00", zone: "UTC", [("day_of_month", [15, "last", 28])])
    #expect(
      World.next(schedule, after: "2027-02-01T00:00:00Z", 3)
        == ["2027-02-15T09:00:00Z", "2027-02-28T09:00:00Z", "2027-03-15T09:00:00Z"])
    #expect(schedule.words == "On the 15th, 28th and last day of every month at 09:00, UTC")
  }

  @Test func `keeps to start and end, both included, as dates and as instants`() throws {
    let dates = try World.schedule(
      "daily", "23:30", [("start", "2026-12-24"), ("end", "2026-12-25")])
    #expect(
      World.next(dates, after: "2026-01-01T00:00:00Z", 9)
        == ["2026-12-25T04:30:00Z", "2026-12-26T04:30:00Z"])
    let instants = try World.schedule(
      "daily", "09:00", zone: "UTC",
      [("start", "2026-12-24T09:00:00Z"), ("end", "2026-12-25T08:59:59Z")])
    #expect(World.next(instants, after: "2026-01-01T00:00:00Z", 9) == ["2026-12-24T09:00:00Z"])
  }

  @Test func `takes out dates and weekdays, and tells which runs they were`() throws {
    let schedule = try World.schedule(
      "daily", "09:00", zone: "UTC",
      [("exclude_dates", ["2026-12-25"]), ("exclude_weekdays", ["SUNDAY", "sat"])])
    let after = World.instant("2026-12-23T12:00:00Z")
    #expect(
      World.next(schedule, after: "2026-12-23T12:00:00Z", 2)
        == ["2026-12-24T09:00:00Z", "2026-12-28T09:00:00Z"])
    let excluded = schedule.excluded(after: after, through: World.instant("2026-12-28T09:00:00Z"))
    #expect(
      excluded.map(\.rfc3339)
        == ["2026-12-25T09:00:00Z", "2026-12-26T09:00:00Z", "2026-12-27T09:00:00Z"])
    #expect(
      schedule.words
        == "Every day at 09:00, UTC, except Saturdays, Sundays and 25 December 2026")
  }

  @Test func `takes out by the date that was meant, not by the one after a gap`() throws {
    // In Nuuk, 23:30 of 29 March 2025 is in a gap that ends on the 30th at 00:00.
    let config: [(String, JSON)] = [("exclude_dates", ["2025-03-29"])]
    let schedule = try World.schedule("daily", "23:30", zone: "America/Nuuk", config)
    #expect(
      World.next(schedule, after: "2025-03-29T12:00:00Z", 1) == ["2025-03-31T00:30:00Z"])
  }

  @Test func `counts elapsed time over excluded days`() throws {
    let schedule = try World.custom(
      "every 7 hours", zone: "UTC", [("exclude_weekdays", ["Saturday", "Sunday"])],
      anchor: World.instant("2026-11-27T12:00:00Z"))
    #expect(
      World.next(schedule, after: "2026-11-27T12:00:00Z", 2)
        == ["2026-11-27T19:00:00Z", "2026-11-30T03:00:00Z"])
    #expect(
      schedule.excluded(
        after: World.instant("2026-11-27T19:00:00Z"), through: World.instant("2026-11-30T03:00:00Z")
      ).count == 7)
  }

  @Test func `counts from its own anchor, then from its start, then from the deployment`() throws {
    let deployment = World.instant("2026-11-24T09:07:42Z")
    let plain = try World.custom("every 5 hours", zone: "UTC", anchor: deployment)
    #expect(World.next(plain, after: "2026-11-24T09:07:42Z", 1) == ["2026-11-24T14:07:00Z"])
    let start: (String, JSON) = ("start", "2026-12-01")
    let started = try World.custom("every 5 hours", zone: "UTC", [start], anchor: deployment)
    #expect(World.next(started, after: "2026-11-24T09:07:42Z", 1) == ["2026-12-01T00:00:00Z"])
    let anchored = try World.custom(
      "every 5 hours", zone: "UTC", [start, ("anchor", "2026-11-30T23:00:00Z")], anchor: deployment)
    #expect(World.next(anchored, after: "2026-11-24T09:07:42Z", 1) == ["2026-12-01T04:00:00Z"])
  }

  @Test func `runs whole-day intervals at the time of schedule_time`() throws {
    let input = World.input(
      "custom", "06:00", zone: "UTC", [("customInterval", "every other day")])
    let schedule = try Schedule(input, anchor: World.deployment, zones: World.zones)
    #expect(
      World.next(schedule, after: "2026-11-24T09:07:00Z", 2)
        == ["2026-11-26T06:00:00Z", "2026-11-28T06:00:00Z"])
    #expect(schedule.notices == ["Counted in days from 24 November 2026."])
  }

  @Test(arguments: ["every day at 9am", "every 30 minutes", "every 5 hours"])
  func `looks as far ahead for excluded runs of elapsed time as for others`(text: String) throws {
    let schedule = try World.custom(text, zone: "UTC", [("exclude_dates", ["2086-12-30"])])
    let next = schedule.nextExcluded(after: World.deployment)
    #expect(next?.rfc3339.hasPrefix("2086-12-30T") == true)
  }

  @Test func `ignores a time beside an interval that has none, and says so`() throws {
    let input = World.input("custom", "06:00", zone: "UTC", [("customInterval", "Every 2 hours")])
    let schedule = try Schedule(input, anchor: World.deployment, zones: World.zones)
    #expect(
      schedule.notices.first == "The time 06:00 is ignored: this schedule has times of its own.")
    let same = World.input("custom", "0 */2 * * *", [("customInterval", "0 0-23/2 * * *")])
    #expect(World.faults(same).first?.path == ["schedule_time"])
  }

  @Test(arguments: [
    ("PT2H", "Every 2 hours"), ("0 9 * * *", "daily at 9am"), ("P1W", "every tuesday"),
    ("0 9,17 * * 1-5", "weekdays at 9am and 5pm"), ("@monthly", "1st of the month at midnight"),
    ("every 300 minutes", "every 5 hours"), ("P2W", "every 2 weeks"),
  ])
  func `takes two texts that mean the same`(time: String, text: JSON) {
    #expect(World.faults(World.input("custom", time, [("customInterval", text)])).isEmpty)
  }

  @Test(arguments: [("UTC", true), ("Etc/GMT-5", true), ("Asia/Tokyo", false), (nil, true)])
  func `takes two texts that only a change of the clocks would tell apart where there is none`(
    zone: String?, isTaken: Bool
  ) {
    let text: (String, JSON) = ("customInterval", "every 2 hours")
    for time in ["0 */2 * * *", "0 0-23/2 * * *"] {
      let input = World.input("custom", time, zone: zone, [text])
      #expect(World.faults(input).isEmpty == (isTaken || time == "0 0-23/2 * * *"))
    }
  }

  @Test func `refuses two texts that mean different things, and one that means nothing`() {
    let text: (String, JSON) = ("customInterval", "daily at 9am")
    for time in ["0 10 * * *", "weekdays at 9am", "every 5 hours", "0 9 * * 0-5"] {
      let fault = World.faults(World.input("custom", time, [text])).first
      #expect(fault?.path == ["schedule_time"] && fault?.message.contains("different") == true)
    }
    let fault = World.faults(World.input("custom", "dayly", [text])).first
    #expect(fault?.path == ["schedule_time"] && fault?.message.contains("\"daily\"") == true)
  }

  @Test func `keeps the week of an interval of weeks as RFC 5545 does`() throws {
    let schedule = try World.custom(
      "every 2 weeks on monday and friday at 09:00", zone: "UTC",
      anchor: World.instant("2026-11-25T12:00:00Z"))
    #expect(
      World.next(schedule, after: "2026-11-25T12:00:00Z", 3)
        == ["2026-11-27T09:00:00Z", "2026-12-07T09:00:00Z", "2026-12-11T09:00:00Z"])
  }

  @Test func `runs monthly intervals on the anchor's day, or on the last`() throws {
    let schedule = try World.custom(
      "every 3 months at 09:00", zone: "UTC", anchor: World.instant("2026-11-30T10:00:00Z"))
    #expect(
      World.next(schedule, after: "2026-11-30T10:00:00Z", 3)
        == ["2027-02-28T09:00:00Z", "2027-05-30T09:00:00Z", "2027-08-30T09:00:00Z"])
  }

  @Test(arguments: [
    ("Mon, Wed, Fri at 14:30, New York", "weekly", "14:30"),
    ("Every day at 09:00, New York", "daily", "09:00"),
    ("On the 1st of every month at 09:00, New York", "monthly", "09:00"),
    ("Every 2 hours, New York", "custom", "every 2 hours"),
  ])
  func `has a short form for a list`(summary: String, type: String, time: String) throws {
    let schedule = try World.schedule(type, time, [("days", ["fri", "Monday", "WED", "mon"])])
    #expect(schedule.summary == summary)
  }
}
