import OrderedJSON
import Scheduling
import Testing

/// Each case as a spring and autumn pair.
@Suite struct DaylightSavingTests {
  @Test(arguments: [
    // New York: 14 March 2027 02:00 → 03:00, 7 November 2027 02:00 → 01:00.
    ("after", "first", "2027-03-14T07:00:00Z", ["2027-11-07T05:30:00Z"]),
    ("skip", "last", nil, ["2027-11-07T06:30:00Z"]),
    ("shift", "both", "2027-03-14T07:30:00Z", ["2027-11-07T05:30:00Z", "2027-11-07T06:30:00Z"]),
  ])
  func `obeys the options of gaps and folds`(
    gap: JSON, fold: JSON, spring: String?, autumn: [String]
  ) throws {
    let dst: (String, JSON) = (
      "dst", ["gap": gap, "fold": fold]
    )
    let missing = try World.schedule("daily", "02:30", [dst])
    let found = missing.instants(
      after: World.instant("2027-03-14T05:00:00Z"), through: World.instant("2027-03-15T04:00:00Z"))
    #expect(found.map(\.rfc3339) == (spring.map { [$0] } ?? []))
    let repeated = try World.schedule("daily", "01:30", [dst])
    let twice = repeated.instants(
      after: World.instant("2027-11-07T04:00:00Z"), through: World.instant("2027-11-08T04:00:00Z"))
    #expect(twice.map(\.rfc3339) == autumn)
  }

  @Test func `runs fixed times of a gap once, however many there are`() throws {
    let schedule = try World.custom("0,15,30,45 2 * * *")
    #expect(
      World.next(schedule, after: "2027-03-14T05:00:00Z", 2)
        == ["2027-03-14T07:00:00Z", "2027-03-15T06:00:00Z"])
  }

  @Test func `shifts some times of a gap behind others that were not in it`() throws {
    let dst: (String, JSON) = ("dst", ["gap": "shift"])
    let schedule = try World.custom("every day at 02:45 and 03:15", [dst])
    #expect(
      World.next(schedule, after: "2027-03-14T05:00:00Z", 2)
        == ["2027-03-14T07:15:00Z", "2027-03-14T07:45:00Z"])
  }

  @Test func `runs a wildcard schedule in neither gap and both passes of a fold`() throws {
    let schedule = try World.custom("30 * * * *")
    #expect(
      World.next(schedule, after: "2027-03-14T06:00:00Z", 2)
        == ["2027-03-14T06:30:00Z", "2027-03-14T07:30:00Z"])
    #expect(
      World.next(schedule, after: "2027-11-07T05:00:00Z", 3)
        == ["2027-11-07T05:30:00Z", "2027-11-07T06:30:00Z", "2027-11-07T07:30:00Z"])
  }

  @Test func `goes by half an hour at Lord Howe`() throws {
    let gap = try World.schedule("daily", "02:15", zone: "Australia/Lord_Howe")
    #expect(World.next(gap, after: "2026-10-03T12:00:00Z", 1) == ["2026-10-03T15:30:00Z"])
    let fold = try World.schedule("daily", "01:45", zone: "Australia/Lord_Howe")
    #expect(
      World.next(fold, after: "2026-04-04T12:00:00Z", 2)
        == ["2026-04-04T14:45:00Z", "2026-04-05T15:15:00Z"])
  }

  @Test func `leaves out the date that Apia never had`() throws {
    for gap in ["after", "skip", "shift"] {
      let dst: (String, JSON) = (
        "dst", ["gap": .string(gap)]
      )
      let schedule = try World.schedule("daily", "12:00", zone: "Pacific/Apia", [dst])
      #expect(
        World.next(schedule, after: "2011-12-29T00:00:00Z", 2)
          == ["2011-12-29T22:00:00Z", "2011-12-30T22:00:00Z"])
      let preview = SchedulePreview(
        of: schedule, after: World.instant("2011-12-01T00:00:00Z"), count: 1, zones: World.zones)
      #expect(
        preview.notices.contains("30 December 2011 does not exist there: its runs are left out."))
    }
  }

  @Test func `asked within a fold, goes on from there`() throws {
    let schedule = try World.schedule("daily", "01:30")
    #expect(World.next(schedule, after: "2027-11-07T05:30:00Z", 1) == ["2027-11-08T06:30:00Z"])
    #expect(World.next(schedule, after: "2027-11-07T06:10:00Z", 1) == ["2027-11-08T06:30:00Z"])
  }

  @Test func `counts elapsed time through any change`() throws {
    let schedule = try World.custom(
      "every 5 hours", anchor: World.instant("2027-03-14T04:00:00Z"))
    #expect(
      World.next(schedule, after: "2027-03-14T04:00:00Z", 2)
        == ["2027-03-14T09:00:00Z", "2027-03-14T14:00:00Z"])
  }

  @Test func `keeps the rules of the footer far beyond the table`() throws {
    let schedule = try World.schedule("daily", "12:00", zone: "Europe/Berlin")
    #expect(World.next(schedule, after: "2437-07-01T00:00:00Z", 1) == ["2437-07-01T10:00:00Z"])
    #expect(World.next(schedule, after: "9437-01-01T00:00:00Z", 1) == ["9437-01-01T11:00:00Z"])
    // The Gregorian calendar repeats itself every 400 years.
    let zone = try #require(World.zones.zone(named: "Europe/Berlin"))
    for month in 1...12 {
      let text = "-\(month < 10 ? "0" : "")\(month)-28T12:00:00Z"
      #expect(
        zone.offset(at: World.instant("2077" + text))
          == zone.offset(at: World.instant("2877" + text)))
    }
  }
}
