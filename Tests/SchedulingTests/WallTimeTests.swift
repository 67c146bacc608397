import Scheduling
import Testing

/// What clocks show, and the way back.
@Suite struct WallTimeTests {
  private func berlin() throws -> TimeZoneRules {
    try #require(World.zones.zone(named: "Europe/Berlin"))
  }

  @Test func `tells date, time and day of the week by the clocks of the zone`() throws {
    let time = WallTime(World.instant("2026-11-23T23:07:08.9Z"), in: try berlin())
    #expect((time.year, time.month, time.day) == (2026, 11, 24))
    #expect((time.hour, time.minute, time.second) == (0, 7, 8))
    #expect(WallTime.weekdayNames[time.weekday] == "Tuesday")
    #expect(WallTime.monthNames[time.month - 1] == "November")
    #expect(WallTime(year: 2026, month: 11, day: 31) == nil)
  }

  @Test func `of a time that clocks leave out it is the end of the gap`() throws {
    let before = WallTime(World.instant("2026-03-28T01:30:00Z"), in: try berlin())
    let next = try #require(before.adding(days: 1))
    #expect(try next.instant(in: berlin()).rfc3339 == "2026-03-29T01:00:00Z")
    #expect(
      try next.adding(days: 1)?.instant(in: berlin()).rfc3339 == "2026-03-30T00:30:00Z")
  }

  @Test func `of a time that clocks show twice it is the first`() throws {
    let before = WallTime(World.instant("2026-10-24T00:30:00Z"), in: try berlin())
    #expect(
      try before.adding(days: 1)?.instant(in: berlin()).rfc3339 == "2026-10-25T00:30:00Z")
  }

  @Test func `months clamp, and nothing leads out of four digits of years`() throws {
    let end = try #require(WallTime(year: 2027, month: 1, day: 31))
    #expect(end.adding(months: 1) == WallTime(year: 2027, month: 2, day: 28))
    #expect(end.adding(months: 13) == WallTime(year: 2028, month: 2, day: 29))
    #expect(end.adding(months: -2) == WallTime(year: 2026, month: 11, day: 30))
    for count in [Int.max, .min, 120_000, -120_000] {
      #expect(end.adding(months: count) == nil)
    }
    #expect(end.adding(days: .max) == nil && end.adding(days: .min) == nil)
  }

  @Test func `the beginning of a day that has no midnight is the end of the gap`() throws {
    // In Beirut, the clocks went from 00:00 to 01:00 on 26 March 2000.
    let zone = try #require(World.zones.zone(named: "Asia/Beirut"))
    let start = WallTime(World.instant("2000-03-26T10:00:00Z"), in: zone).start(of: .day)
    #expect(start.hour == 0)
    #expect(start.instant(in: zone).rfc3339 == "2000-03-25T22:00:00Z")
  }
}
