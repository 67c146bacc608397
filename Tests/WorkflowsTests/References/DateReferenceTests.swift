import OrderedJSON
import Scheduling
import Testing
import Workflows

/// Dates that follow from what steps gave, and what no date follows from.
@Suite struct DateReferenceTests {
  private func values(_ result: JSON = .null) throws -> ReferenceValues {
    let zones = TimeZoneDatabase()
    var values = ReferenceValues()
    values.steps = ["s1": ["result": result]]
    values.zone = try #require(zones.zone(named: "Europe/Berlin"))
    values.zones = { zones.zone(named: $0) }
    return values
  }

  private func date(_ rule: String, _ values: ReferenceValues) throws -> JSON? {
    try Workflow.Step(tool: "t", params: ["x": ["$date": JSON(parsing: rule)]])
      .params(over: values)["x"]
  }

  @Test(arguments: [
    ("2026-11-24", "2026-11-25T00:00:00+01:00"),
    ("2026-11-24T08:30:00Z", "2026-11-25T09:30:00+01:00"),
    ("2026-11-24T08:30:00-05:00", "2026-11-25T14:30:00+01:00"),
    ("2026-11-24T08:30", "2026-11-25T08:30:00+01:00"),
  ])
  func `a day or an instant in a text is a beginning`(text: String, next: String) throws {
    let rule = #"{"from": {"$ref": "steps/s1/result/due"}, "add": "1d"}"#
    #expect(try date(rule, values(["due": .string(text)])) == .string(next))
  }

  @Test func `it may be picked, and may have a default`() throws {
    let picked =
      #"{"from": {"$ref": "steps/s1/result", "pick": {"label": "Due"}}, "format": "d.M."}"#
    #expect(try date(picked, values("Due: 2026-11-24")) == "24.11.")
    let other =
      #"{"from": {"$ref": "steps/s1/result/due", "default": "2026-01-02"}, "format": "d.M."}"#
    #expect(try date(other, values([:])) == "2.1.")
  }

  @Test func `what tells no time, no run and no zone are faults, without the value`() throws {
    let from = #"{"from": {"$ref": "steps/s1/result"}}"#
    for result in ["hidden", "2026-02-30", nil, [1]] as [JSON] {
      #expect {
        try date(from, values(result))
      } throws: { error in
        "\(error)" == "A date cannot be made out: what it is to follow from tells no time."
      }
    }
    #expect(throws: ReferenceFault.self) { try date("{}", values()) }
    var running = try values()
    running.instant = Instant(seconds: 0)
    #expect {
      try date(#"{"timezone": "Mars/Base"}"#, running)
    } throws: { error in
      "\(error)" == "A date cannot be made out: there is no time zone \"Mars/Base\"."
    }
    #expect(throws: ReferenceFault.self) { try date(#"{"add": "99999y"}"#, running) }
    #expect(throws: ReferenceFault.self) { try date(#"{"add": "-99999y"}"#, running) }
  }

  @Test func `days are added as days, though the clocks leave out one of the times between`() throws
  {
    var values = try values()
    let format = #""format": "yyyy-MM-dd HH:mm XXX""#
    // The clocks go from 02:00 to 03:00 on 29 March, and from 03:00 to 02:00 on 25 October.
    values.instant = Instant(rfc3339: "2026-03-28T01:30:00Z")
    #expect(
      try date(#"{"add": "1d 1d", \#(format)}"#, values) == "2026-03-30 02:30 +02:00")
    #expect(
      try date(#"{"add": "1d 1h", \#(format)}"#, values) == "2026-03-29 04:00 +02:00")
    values.instant = Instant(rfc3339: "2026-10-24T00:30:00Z")
    #expect(try date(#"{"add": "1d", \#(format)}"#, values) == "2026-10-25 02:30 +02:00")
    #expect(try date(#"{"add": "1d 1h", \#(format)}"#, values) == "2026-10-25 02:30 +01:00")
    #expect(try date(#"{"add": "1d 60m", \#(format)}"#, values) == "2026-10-25 02:30 +01:00")
  }

  @Test func `the day on which the clocks change begins and ends by them`() throws {
    var values = try values()
    for (day, start, end) in [
      ("2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z"),
      ("2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z"),
    ] {
      values.instant = Instant(rfc3339: "\(day)T10:00:00Z")
      for (to, wanted) in [("start of day", start), ("end of day", end)] {
        let seconds = try #require(Instant(rfc3339: wanted)).seconds
        #expect(
          try date(#"{"to": "\#(to)", "format": "epoch"}"#, values) == .number("\(seconds)"))
      }
    }
  }

  @Test func `bindings have no dates and pick nothing`() {
    for json in [["$date": ["from": "run"]], ["$ref": "params/x", "pick": ["label": "A"]]] as [JSON]
    {
      #expect(throws: TemplateFaults.self) { try Template(["a": json]) }
    }
  }
}
