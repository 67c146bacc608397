import OrderedJSON
import Testing
import Workflows

/// The calls of `Recorded` are made on Tuesday, 2026-11-24.
@Suite struct DateTests {
  private func dates(_ params: String, said: String? = nil) throws -> [(String, JSON?)] {
    var recorded = Recorded()
    if let said { recorded = recorded.said(said) }
    return try recorded.call("report", params).draft.proposals.filter { $0.kind == .date }
      .map { ($0.strength.rawValue, $0.new) }
  }

  private func rule(_ members: JSON) -> JSON {
    let members: [JSON.Member] = [.init("from", "run")] + (members.members ?? [])
    return ["$date": .object(members)]
  }

  @Test func `that day and its neighbours are meant by the run's day, in whatever form they stand`()
    throws
  {
    for (text, format) in [
      ("2026-11-24", "yyyy-MM-dd"), ("20261124", "yyyyMMdd"), ("24 Nov 2026", "dd MMM yyyy"),
      ("November 24, 2026", "MMMM d, yyyy"), ("24.11.2026", "dd.MM.yyyy"),
      ("2026-11-24T09:30:00+01:00", "yyyy-MM-dd'T'09:30:00XXX"),
    ] {
      let found = try dates(#"{"at": "\#(text)"}"#)
      #expect(found.map(\.0) == ["strong"], "\(text)")
      #expect(found.first?.1 == rule(["format": .string(format)]))
    }
    #expect(
      try dates(#"{"at": "2026-11-23"}"#).first?.1 == rule(["add": "-1d", "format": "yyyy-MM-dd"]))
    #expect(try dates(#"{"title": "November 2026"}"#).first?.1 == rule(["format": "MMMM yyyy"]))
  }

  @Test func `a range that ends there, and the ends of periods`() throws {
    let range = try dates(#"{"from": "2026-11-17", "to": "2026-11-24"}"#)
    #expect(range.map(\.0) == ["strong", "strong"])
    #expect(range.first?.1 == rule(["add": "-7d", "format": "yyyy-MM-dd"]))
    let month = try dates(#"{"from": "2026-10-01", "to": "2026-10-31"}"#)
    #expect(
      month.first?.1 == rule(["add": "-1M", "to": "start of month", "format": "yyyy-MM-dd"]))
    #expect(month.last?.1 == rule(["add": "-1M", "to": "end of month", "format": "yyyy-MM-dd"]))
  }

  @Test func `days within texts and names`() throws {
    let echoed = try Recorded().call(
      "make_folder", #"{"name": "Totals 2026-11-24"}"#, gives: #"{"name": "Totals 2026-11-24"}"#)
    #expect(echoed.proposed == ["strong date s1 /name"])
    let found = try dates(#"{"file": "report_2026-11-24.csv"}"#)
    #expect(found.map(\.0) == ["strong"])
    #expect(
      found.first?.1
        == ["$text": ["report_", rule(["format": "yyyy-MM-dd"]), ".csv"]])
  }

  @Test func `a month whose name has three letters may be written out or cut short`() throws {
    var recorded = Recorded(on: "2026-05-12")
    recorded = try recorded.call("open", #"{"sheet": "May 2026"}"#)
    #expect(recorded.proposed == ["likely date s1 /sheet"])
    #expect(recorded.draft.proposals.first?.new == rule(["format": "MMMM yyyy"]))
  }

  @Test func `a year and a month beside one another are a month`() throws {
    let found = try dates(#"{"of": {"year": "2026", "month": "11"}, "month": "10"}"#)
    #expect(found.map(\.0) == ["strong", "strong"])
    #expect(found.map(\.1) == [rule(["format": "yyyy"]), rule(["format": "MM"])])
  }

  @Test func `other days are only likely, unless somebody spoke of them as seen from theirs`()
    throws
  {
    #expect(try dates(#"{"at": "2026-12-18"}"#).map(\.0) == ["likely"])
    #expect(
      try dates(#"{"at": "2026-11-30"}"#, said: "Meet Ann next Monday").first?.1
        == rule(["to": "next monday", "format": "yyyy-MM-dd"]))
    #expect(
      try dates(#"{"at": "2026-11-14"}"#, said: "Of the last 10 days, please").map(\.0)
        == ["strong"])
  }

  @Test func `what a person named by its date, births, ids and addresses are none`() throws {
    #expect(try dates(#"{"at": "2026-11-24"}"#, said: "Book 2026-11-24").isEmpty)
    #expect(try dates(#"{"at": "2026-11-24"}"#, said: "Book 24 Nov 2026").isEmpty)
    #expect(try dates(#"{"birth_date": "2026-11-24", "order_id": "20261124"}"#).isEmpty)
    #expect(try dates(#"{"url": "https://x.example/2026-11-24/a"}"#).isEmpty)
    #expect(try dates(#"{"at": "1984-11-24", "n": "2026-13-45", "v": "12026-11-24"}"#).isEmpty)
  }
}
