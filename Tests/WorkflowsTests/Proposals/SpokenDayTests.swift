import OrderedJSON
import Testing
import Workflows

/// Days that can be meant in several ways, and what people said of them. The calls of `Recorded` are made
/// on Tuesday, 2026-11-24, unless another day is given.
@Suite struct SpokenDayTests {
  private func dates(
    _ params: String, said: String? = nil, on day: String? = "2026-11-24"
  ) throws -> [String] {
    var recorded = Recorded(on: day)
    if let said { recorded = recorded.said(said) }
    return try recorded.call("report", params).draft.proposals.filter { $0.kind == .date }
      .map { proposal in
        let rule = proposal.new?["$date"]
        return [proposal.strength.rawValue, rule?["add"]?.text, rule?["to"]?.text]
          .compactMap(\.self).joined(separator: " ")
      }
  }

  @Test func `seven days until a Monday are no week where somebody spoke of seven days`() throws {
    let params = #"{"from": "2026-11-16", "to": "2026-11-23"}"#
    #expect(
      try dates(params, said: "Of the last 7 days", on: "2026-11-23") == ["strong -7d", "strong"])
    // Strong ones stand first.
    #expect(try dates(params, on: "2026-11-23") == ["strong", "likely -7d"])
  }

  @Test func `a whole week that ended yesterday is one where somebody spoke of it`() throws {
    let params = #"{"from": "2026-11-16", "to": "2026-11-22"}"#
    #expect(
      try dates(params, said: "What came last week?", on: "2026-11-23")
        == ["strong -1w start of week", "strong -1w end of week"])
    #expect(
      try dates(params, on: "2026-11-23")
        == ["likely -1w start of week", "likely -1w end of week"])
    #expect(
      try dates(params, on: "2026-11-24")
        == ["strong -1w start of week", "strong -1w end of week"])
  }

  @Test func `the end of a quarter is no end of a month where both ends stand there`() throws {
    #expect(
      try dates(#"{"from": "2026-07-01", "to": "2026-09-30"}"#, on: "2026-10-14")
        == ["strong -3M start of quarter", "strong -3M end of quarter"])
  }

  @Test func `a Monday some days ago is the week's first only where somebody spoke of the week`()
    throws
  {
    let params = #"{"since": "2026-11-16"}"#
    #expect(try dates(params) == ["likely -1w start of week"])
    #expect(try dates(params, said: "Since last week") == ["strong -1w start of week"])
    #expect(try dates(params, said: "Of 8 days, please") == ["strong -8d"])
  }

  @Test func `today and the first day of a period are told apart by what was said`() throws {
    let params = #"{"day": "2026-12-01"}"#
    #expect(try dates(params, on: "2026-12-01") == ["strong"])
    #expect(
      try dates(params, said: "From this month on", on: "2026-12-01")
        == ["likely start of month"])
    #expect(try dates(params, said: "Today, please", on: "2026-12-01") == ["strong"])
  }

  @Test func `a last Friday is none to come`() throws {
    #expect(
      try dates(#"{"since": "2026-11-20"}"#, said: "Since last Friday")
        == ["strong last friday"])
    #expect(
      try dates(#"{"on": "2026-11-27"}"#, said: "Since last Friday") == ["likely 3d"])
  }

  @Test func `this week is the whole of it but on its last days`() throws {
    let params = #"{"from": "2026-11-23", "to": "2026-11-29"}"#
    let week = ["start of week", "end of week"]
    #expect(try dates(params, said: "Of this week") == week.map { "strong " + $0 })
    #expect(
      try dates(params, said: "Of this week", on: "2026-11-29") == week.map { "likely " + $0 })
  }

  @Test func `what was said of one day says nothing of another`() throws {
    #expect(try dates(#"{"day": "2026-12-18"}"#, said: "Show me yesterday's") == ["likely 24d"])
    #expect(try dates(#"{"day": "2026-12-08"}"#, said: "Lend it for two weeks") == ["strong 14d"])
    #expect(try dates(#"{"day": "2027-02-24"}"#, said: "In three months") == ["strong 3M"])
  }

  @Test func `without times a day is certain where what was said bears out which day it was`()
    throws
  {
    // It was saved on 2026-11-25.
    #expect(try dates(#"{"day": "2026-11-25"}"#, on: nil) == ["likely"])
    #expect(try dates(#"{"day": "2026-11-25"}"#, said: "Of yesterday", on: nil) == ["likely"])
    #expect(
      try dates(#"{"day": "2026-11-24", "at": "2026-11-25"}"#, said: "Of yesterday", on: nil)
        == ["strong -1d", "strong"])
    #expect(
      try dates(#"{"day": "2026-03-02"}"#, said: "Today is 2026-03-02. Report.", on: nil)
        == ["strong"])
  }

  @Test func `a day that somebody named in other words is an input`() throws {
    let recorded = try Recorded().said("Fly on 14 December 2026")
      .call("search", #"{"date": "2026-12-14"}"#)
    #expect(recorded.proposed == ["strong input s1 /date"])
  }

  @Test(arguments: [
    "Of 17 November", "Of the 17th of November", "Of November 17th", "Of Nov 17, please",
  ])
  func `a day that somebody named without its year is an input, yesterday though it was`(
    _ said: String
  ) throws {
    let recorded = try Recorded(on: "2026-11-18").said(said)
      .call("report", #"{"from": "2026-11-17", "to": "2026-11-17"}"#)
    #expect(recorded.proposed == ["strong input s1 /from", "strong input s1 /to"])
  }

  @Test func `a named day of another year is none without one`() throws {
    let recorded = try Recorded(on: "2026-11-18").said("As on 17 November 2025")
      .call("report", #"{"day": "2026-11-17"}"#)
    #expect(recorded.proposed == ["strong date s1 /day"])
  }

  @Test func `a range from today on is of the day at both ends`() throws {
    #expect(
      try dates(#"{"from": "2026-11-24", "to": "2026-12-04"}"#) == ["strong", "strong 10d"])
    #expect(try dates(#"{"to": "2026-12-04"}"#) == ["likely 10d"])
  }

  @Test func `a day that is that of a result's instant is perhaps not the day's`() throws {
    func proposed(_ said: String, _ day: String) throws -> [String] {
      try Recorded().said(said)
        .call("when_is", "{}", gives: #"{"starts": "\#(day)T18:00:00Z"}"#)
        .call("free_slot", #"{"date": "\#(day)"}"#).proposed
    }
    #expect(
      try proposed("Book a room for the Rehearsal", "2026-11-25")
        == ["likely date s2 /date", "likely derived s2 /date"])
    #expect(try proposed("Book a room for tomorrow", "2026-11-25") == ["strong date s2 /date"])
    #expect(try proposed("Book a room", "2026-11-24") == ["strong date s2 /date"])
  }

  @Test func `a date that a result has too is the day's where somebody spoke of it`() throws {
    let recorded = try Recorded().said("Cancel tomorrow's round")
      .call(
        "list_events", "{}",
        gives:
          #"[{"id": "e-40001", "date": "2026-11-24"}, {"id": "e-40002", "date": "2026-11-25"}]"#
      )
      .call("cancel", #"{"date": "2026-11-25"}"#)
    #expect(recorded.proposed.contains("likely date s2 /date"))
  }

  @Test func `an element of a day that follows from the run's is found by that rule`() throws {
    let recorded = try Recorded().said("Cancel tomorrow's round")
      .call("open_agenda", #"{"until": "2026-11-25"}"#)
      .call(
        "list_events", "{}",
        gives:
          #"[{"id": "e-40001", "date": "2026-11-24"}, {"id": "e-40002", "date": "2026-11-25"}]"#
      )
      .call("cancel", #"{"event_id": "e-40002"}"#)
    #expect(recorded.proposed.contains("strong link s3 /event_id"))
    #expect(
      recorded.draft.proposals.last?.new == [
        "$ref": "steps/s2/result",
        "pick": [
          "where": [
            "/date": ["$date": ["from": "run", "add": "1d", "format": "yyyy-MM-dd"]]
          ], "then": "/id",
        ],
      ])
  }
}
