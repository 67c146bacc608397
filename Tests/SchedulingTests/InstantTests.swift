import Scheduling
import Testing

@Suite struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", "Thu"), ("1960-01-02T08:00:00Z", "Sat"),
    ("1969-12-31T23:59:00Z", "Wed"), ("2026-11-24T09:00:00Z", "Tue"),
  ])
  func `knows its day of the week, before 1970 too`(text: String, day: String) throws {
    #expect(try #require(Instant(rfc3339: text)).weekdayInUTC == day)
  }

  @Test(arguments: [
    ("2026-11-24T09:00:00Z", 1_795_510_800_000, "2026-11-24T09:00:00Z"),
    ("2026-11-24t09:00:00z", 1_795_510_800_000, "2026-11-24T09:00:00Z"),
    ("2026-11-24T14:30:00+05:30", 1_795_510_800_000, "2026-11-24T09:00:00Z"),
    ("2026-11-24T09:00:00.1239Z", 1_795_510_800_123, "2026-11-24T09:00:00.123Z"),
    ("2026-11-24 04:00:00.5-05:00", 1_795_510_800_500, "2026-11-24T09:00:00.500Z"),
    ("1969-12-31T23:59:59.999Z", -1, "1969-12-31T23:59:59.999Z"),
    ("0001-01-01T00:00:00Z", -62_135_596_800_000, "0001-01-01T00:00:00Z"),
    ("2000-02-29T00:00:00Z", 951_782_400_000, "2000-02-29T00:00:00Z"),
    ("0000-01-01T00:00:00Z", -62_167_219_200_000, "0000-01-01T00:00:00Z"),
    ("9999-12-31T23:59:59.999Z", 253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
  ])
  func `reads and writes RFC 3339`(text: String, milliseconds: Int64, written: String) {
    let instant = Instant(rfc3339: text)
    #expect(instant?.milliseconds == milliseconds)
    #expect(instant?.rfc3339 == written)
  }

  @Test(arguments: [
    "", "2026-11-24", "2026-11-24T09:00:00", "2026-11-24T09:00Z", "2026-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z", "2026-11-24T24:00:00Z", "2026-11-24T09:60:00Z", "2026-11-24T09:00:60Z",
    "2026-11-24T09:00:00.Z", "2026-11-24T09:00:00+0530", "2026-11-24T09:00:00Zulu",
    "+2026-11-24T09:00:00Z", "２026-11-24T09:00:00Z", "2026-11-24T09:00:00+24:00",
    "9999-12-31T23:59:59-00:01", "0000-01-01T00:00:00+00:01",
  ])
  func `refuses what is no RFC 3339 instant`(text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test func `rounds seconds down, before 1970 too`() {
    #expect(Instant(milliseconds: 1999).seconds == 1)
    #expect(Instant(milliseconds: -1).seconds == -1)
    #expect(Instant(milliseconds: -1000).seconds == -1)
    #expect(Instant(milliseconds: -1001).seconds == -2)
  }

  @Test func `stops at the ends instead of trapping`() {
    let last = Instant(milliseconds: .max)
    let first = Instant(milliseconds: .min)
    #expect(Instant(seconds: .max) == last)
    #expect(Instant(seconds: .min) == first)
    #expect(last.advanced(bySeconds: 1) == last)
    #expect(first.advanced(byMilliseconds: -1) == first)
    #expect(last.advanced(bySeconds: .min) < last)
    #expect(last.milliseconds(since: first) == .max)
    #expect(first.milliseconds(since: last) == .min)
    #expect(Instant(milliseconds: 5).milliseconds(since: Instant(milliseconds: 7)) == -2)
    #expect(first.rfc3339 == "0000-01-01T00:00:00Z")
    #expect(last.rfc3339 == "9999-12-31T23:59:59.999Z")
  }

  @Test func `no schedule traps at the ends of time`() throws {
    for text in ["* * * * *", "0 9 29 2 *", "every 50 minutes", "every 2 weeks on friday"] {
      let schedule = try World.custom(text)
      for instant in [Instant(milliseconds: .max), Instant(milliseconds: .min)] {
        _ = schedule.next(after: instant)
        _ = SchedulePreview(of: schedule, after: instant, count: 3, zones: World.zones)
      }
    }
  }
}
