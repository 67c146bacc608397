import OrderedJSON
import Scheduling
import Testing
import Workflows

/// Dates that follow from a run's instant, in the zone of Berlin.
@Suite struct DateRuleTests {
  private func date(_ rule: String, at time: String) throws -> JSON? {
    var values = ReferenceValues()
    values.instant = Instant(rfc3339: time)
    let zones = TimeZoneDatabase()
    values.zone = try #require(zones.zone(named: "Europe/Berlin"))
    values.zones = { zones.zone(named: $0) }
    let step = Workflow.Step(tool: "t", params: ["x": ["$date": try JSON(parsing: rule)]])
    return try step.params(over: values)["x"]
  }

  @Test func `the day of the run is that of the zone`() throws {
    let rule = #"{"from": "run", "format": "yyyy-MM-dd"}"#
    #expect(try date(rule, at: "2026-11-24T22:59:00Z") == "2026-11-24")
    #expect(try date(rule, at: "2026-11-24T23:00:00Z") == "2026-11-25")
    #expect(
      try date(#"{"format": "yyyy-MM-dd", "timezone": "UTC"}"#, at: "2026-11-24T23:00:00Z")
        == "2026-11-24")
  }

  @Test func `what is added comes before where it is moved, and months clamp`() throws {
    #expect(
      try date(
        #"{"add": "-1M", "to": "end of month", "format": "yyyy-MM-dd"}"#, at: "2026-03-31T10:00:00Z"
      )
        == "2026-02-28")
    #expect(
      try date(#"{"add": "1M", "format": "yyyy-MM-dd"}"#, at: "2024-01-31T10:00:00Z")
        == "2024-02-29")
    #expect(
      try date(#"{"add": "-1y", "format": "yyyy-MM-dd"}"#, at: "2024-02-29T10:00:00Z")
        == "2023-02-28")
    #expect(
      try date(#"{"add": "-1M +2d", "format": "yyyy-MM-dd"}"#, at: "2026-11-24T10:00:00Z")
        == "2026-10-26")
  }

  @Test func `periods begin and end, weeks on Monday`() throws {
    for (to, wanted) in [
      ("start of day", "2026-11-25 00:00:00"), ("end of day", "2026-11-25 23:59:59"),
      ("start of week", "2026-11-23 00:00:00"), ("end of week", "2026-11-29 23:59:59"),
      ("start of month", "2026-11-01 00:00:00"), ("end of quarter", "2026-12-31 23:59:59"),
      ("start of quarter", "2026-10-01 00:00:00"), ("start of year", "2026-01-01 00:00:00"),
      ("next wednesday", "2026-12-02 00:00:00"), ("last wednesday", "2026-11-18 00:00:00"),
      ("next thursday", "2026-11-26 00:00:00"), ("last tuesday", "2026-11-24 00:00:00"),
    ] {
      #expect(
        try date(#"{"to": "\#(to)", "format": "yyyy-MM-dd HH:mm:ss"}"#, at: "2026-11-25T10:00:00Z")
          == .string(wanted), "\(to)")
    }
  }

  @Test func `days keep the time of day when the clocks change, hours do not`() throws {
    // Spring: 2026-03-29, autumn: 2026-10-25.
    let format = #""format": "yyyy-MM-dd'T'HH:mmXXX""#
    #expect(
      try date(#"{"add": "1d", \#(format)}"#, at: "2026-03-28T08:00:00Z")
        == "2026-03-29T09:00+02:00")
    #expect(
      try date(#"{"add": "24h", \#(format)}"#, at: "2026-03-28T08:00:00Z")
        == "2026-03-29T10:00+02:00")
    #expect(
      try date(#"{"add": "1d", \#(format)}"#, at: "2026-10-24T07:00:00Z")
        == "2026-10-25T09:00+01:00")
    #expect(
      try date(#"{"add": "24h", \#(format)}"#, at: "2026-10-24T07:00:00Z")
        == "2026-10-25T08:00+01:00")
    // In the gap of spring: its end.
    #expect(
      try date(#"{"add": "1d", \#(format)}"#, at: "2026-03-28T01:30:00Z")
        == "2026-03-29T03:00+02:00")
  }

  @Test func `each pattern letter, quotes, and numbers`() throws {
    #expect(
      try date(
        #"{"format": "EEEE EEE, d dd M MM MMM MMMM yyyy HH:mm:ss XXX Z 'o''clock T'"}"#,
        at: "2026-02-03T04:05:06Z")
        == "Tuesday Tue, 3 03 2 02 Feb February 2026 05:05:06 +01:00 +0100 o'clock T")
    #expect(try date(#"{"format": "epoch"}"#, at: "2026-02-03T04:05:06Z") == 1_770_091_506)
    #expect(try date(#"{"format": "epoch_ms"}"#, at: "2026-02-03T04:05:06Z") == 1_770_091_506_000)
    #expect(try date("{}", at: "2026-02-03T04:05:06Z") == "2026-02-03T05:05:06+01:00")
  }

  @Test(arguments: [
    (#"{"format": "YYYY"}"#, "/x/$date/format"), (#"{"format": "'open"}"#, "/x/$date/format"),
    (#"{"add": "7 days"}"#, "/x/$date/add"), (#"{"add": "1x"}"#, "/x/$date/add"),
    (#"{"to": "middle of week"}"#, "/x/$date/to"), (#"{"from": "now"}"#, "/x/$date/from"),
    (#"{"zone": "UTC"}"#, "/x/$date/zone"), ("7", "/x/$date"),
  ])
  func `what is wrong is told at its place`(rule: String, path: String) throws {
    let params: JSON = ["x": ["$date": try JSON(parsing: rule)]]
    do throws(TemplateFaults) {
      _ = try Template(params, over: ReferenceSource.ofSteps)
      Issue.record("nothing is said of \(rule)")
    } catch {
      #expect(error.faults.map(\.path.description) == [path])
    }
  }
}
