import Foundation
import Scheduling
import TestSupport
import Testing

@Suite struct TimeZoneTests {
  @Test func `lists zones and links, and nothing else`() {
    let names = World.zones.names
    for name in ["UTC", "Europe/Berlin", "US/Eastern", "America/Argentina/Ushuaia", "Etc/GMT+12"] {
      #expect(names.contains(name))
    }
    #expect(names == names.sorted())
    #expect(
      names.allSatisfy { !$0.hasPrefix("posix") && !$0.hasPrefix("right") && !$0.contains(".") })
    #expect(names.allSatisfy { World.zones.zone(named: $0)?.name == $0 })
  }

  @Test(arguments: [
    ("America/New_York", "2026-07-01T12:00:00Z", -14400, "EDT"),
    ("America/New_York", "2026-12-01T12:00:00Z", -18000, "EST"),
    ("Asia/Kathmandu", "2026-07-01T12:00:00Z", 20700, "+0545"),
    ("Asia/Kathmandu", "1980-07-01T12:00:00Z", 19800, "+0530"),
    ("Europe/Dublin", "2026-01-01T12:00:00Z", 0, "GMT"),
    ("Europe/Dublin", "2126-07-01T12:00:00Z", 3600, "IST"),
    ("Australia/Lord_Howe", "2026-01-01T12:00:00Z", 39600, "+11"),
    ("Africa/Monrovia", "1971-01-01T12:00:00Z", -2670, "MMT"),
    ("Europe/London", "1800-01-01T00:00:00Z", -75, "LMT"),
  ])
  func `knows the clocks of the world`(
    name: String, at: String, offset: Int, abbreviation: String
  ) throws {
    let zone = try #require(World.zones.zone(named: name))
    #expect(zone.offset(at: World.instant(at)) == offset)
    #expect(zone.abbreviation(at: World.instant(at)) == abbreviation)
  }

  @Test func `notices changed files, and then has their rules and release`() throws {
    let folder = try TemporaryFolder()
    try folder.write("UTC", .zone(footer: "UTC0"))
    try folder.write("Test/Place", .zone(footer: "AAA-1"))
    try folder.write("+VERSION", Data("2025b\n".utf8))
    let zones = TimeZoneDatabase(directory: folder.path)
    #expect(zones.version == "2025b")
    #expect(zones.names == ["Test/Place", "UTC"])
    #expect(zones.zone(named: "Test/Place")?.offset(at: World.deployment) == 3600)
    #expect(!zones.reloadIfChanged())

    try folder.write("Test/Place", .zone(footer: "AAA-2"))
    #expect(zones.zone(named: "Test/Place")?.offset(at: World.deployment) == 3600)
    #expect(zones.reloadIfChanged())
    #expect(!zones.reloadIfChanged())
    #expect(zones.zone(named: "Test/Place")?.offset(at: World.deployment) == 7200)

    try folder.write("tzdata.zi", Data("# version 2026f\nR d 1916\n".utf8))
    #expect(zones.reloadIfChanged())
    #expect(zones.version == "2026f")
  }

  @Test func `has no zones where there is no database`() throws {
    let zones = TimeZoneDatabase(directory: "/nowhere")
    #expect(zones.names.isEmpty && zones.version == "unknown")
    #expect(zones.zone(named: "UTC") == nil && zones.offers(for: "PST").isEmpty)
    #expect(!zones.reloadIfChanged())
    let schedule = try Schedule(
      ScheduleInput(type: "daily", time: "09:00"), anchor: World.deployment, zones: zones)
    #expect(World.next(schedule, after: "2026-11-24T09:00:00Z", 1) == ["2026-11-25T09:00:00Z"])
  }

  @Test(arguments: [
    // Summer time all year, as RFC 9636 writes it; negative; with Julian days; in the far south.
    ("XXX3EDT4,0/0,J365/23", "2026-01-01T00:00:00Z", -14400),
    ("XXX3EDT4,0/0,J365/23", "2026-12-31T23:59:59Z", -14400),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-01T00:00:00Z", 3600),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-12-01T00:00:00Z", 0),
    ("<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "2026-07-01T00:00:00Z", -7200),
    ("AAA0BBB,J60,J300", "2028-03-01T03:00:00Z", 3600),
    ("AAA0BBB,J60,J300", "2028-03-01T01:59:59Z", 0),
    ("AAA0BBB,59,300", "2028-02-29T03:00:00Z", 3600),
    ("IST-2IDT,M3.4.4/26,M10.5.0", "2027-03-26T00:00:00Z", 10800),
    ("AAA-10:30:15", "2027-03-26T00:00:00Z", 37815),
  ])
  func `follows the rule of the footer`(footer: String, at: String, offset: Int) throws {
    let folder = try TemporaryFolder()
    try folder.write("Zone", .zone(footer: footer))
    let zone = try #require(TimeZoneDatabase(directory: folder.path).zone(named: "Zone"))
    #expect(zone.offset(at: World.instant(at)) == offset)
  }

  @Test(arguments: [
    "EST", "EST5EDT", "EST5EDT,M3.2.0", "EST5EDT,M13.2.0,M11.1.0", "E5", "EST5EDT,M3.2.0,M11.1.0x",
    "EST99", "EST5EDT,J0,J365", "<EST5", "EST5EDT,M3.2.0/168,M11.1.0",
  ])
  func `takes no zone whose footer it cannot follow`(footer: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("Zone", .zone(footer: footer))
    #expect(TimeZoneDatabase(directory: folder.path).zone(named: "Zone") == nil)
  }

  @Test func `takes no broken file, and none traps`() throws {
    let whole = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/America/New_York"))
    let folder = try TemporaryFolder()
    var dice = Dice(seed: 3)
    for round in 0..<1_500 {
      var bytes = whole
      if round % 2 == 0 {
        bytes = bytes.prefix(dice.number(0...(whole.count - 1)))
      } else {
        for _ in 0..<dice.number(1...8) {
          let place = dice.chance(50) ? dice.number(0...60) : dice.number(0...(whole.count - 1))
          bytes[place] = UInt8(dice.number(0...255))
        }
      }
      try folder.write("Zone", bytes)
      let zone = TimeZoneDatabase(directory: folder.path).zone(named: "Zone")
      if round % 2 == 0 { #expect(zone == nil) }
      for second in [Int64.min, -1 << 40, 0, 1_795_510_800, 1 << 40, .max] {
        _ = zone?.offset(at: Instant(seconds: second))
      }
    }
  }
}

/// What a form's field says by the clocks of a zone.
@Suite struct LocalTextTests {
  private func newYork(_ text: String) throws -> String? {
    try #require(World.zones.zone(named: "America/New_York")).instant(local: text)?.rfc3339
  }

  @Test func `reads a date and a time, with a T or a space`() throws {
    #expect(try newYork("2026-11-24T09:00") == "2026-11-24T14:00:00Z")
    #expect(try newYork("2026-07-01 09:00") == "2026-07-01T13:00:00Z")
  }

  @Test func `takes the end of the gap in spring, and the first of two in autumn`() throws {
    #expect(try newYork("2026-03-08T02:30") == "2026-03-08T07:00:00Z")
    #expect(try newYork("2026-11-01T01:30") == "2026-11-01T05:30:00Z")
  }

  @Test(arguments: [
    "", "2026-11-24", "09:00", "2026-11-24T24:00", "2026-02-30T09:00", "2026-11-24T09:00Z",
    "2026-11-24T9:00", "2026-11-24T09:00:00", "2026-11-24  09:00", "tomorrow 9am",
  ])
  func `reads nothing else`(text: String) throws {
    #expect(try newYork(text) == nil)
    #expect(!TimeZoneRules.isLocalTime(text))
  }

  @Test(arguments: [
    ("2026-11-24", "2026-11-24T05:00:00Z", 24), ("2026-03-08", "2026-03-08T05:00:00Z", 23),
    ("2026-11-01", "2026-11-01T04:00:00Z", 25),
  ])
  func `a day has as many hours as its clocks show`(day: String, start: String, hours: Int64)
    throws
  {
    let zone = try #require(World.zones.zone(named: "America/New_York"))
    let range = try #require(zone.day(day))
    #expect(range.lowerBound.rfc3339 == start)
    #expect(range.upperBound.milliseconds(since: range.lowerBound) == hours * 3_600_000)
    #expect(zone.day("2026-13-01") == nil && zone.day("today") == nil)
  }
}
