import OrderedJSON
import Testing
import Workflows

@Suite struct DerivedTests {
  @Test func `a part of a longer text is found by what stands around it`() throws {
    let recorded = try Recorded()
      .call("book", "{}", gives: #""Thank you! Your booking code is QX7-2291. Have a nice trip.""#)
      .call("check_in", #"{"code": "QX7-2291"}"#)
    #expect(recorded.proposed == ["likely derived s2 /code"])
    #expect(
      recorded.draft.proposals.first?.new == [
        "$ref": "steps/s1/result",
        "pick": ["after": "Thank you! Your booking code is ", "before": "."],
      ])
  }

  @Test func `a part of a sentence stands in another sentence`() throws {
    let recorded = try Recorded()
      .call("ask", "{}", gives: #""The gate code is 481516 from now on.""#)
      .call("tell", #"{"text": "Use 481516, please"}"#)
    #expect(
      recorded.draft.proposals.first?.new == [
        "$text": [
          "Use ",
          [
            "$ref": "steps/s1/result", "pick": ["after": "The gate code is ", "before": " "],
          ], ", please",
        ]
      ])
  }

  @Test func `a number behind a sign is a part, and is sent as a number where it was`() throws {
    let recorded = try Recorded()
      .call("build", "{}", gives: #""Started as run #890432 on worker 3.""#)
      .call("get_build", #"{"run": 890432}"#)
    #expect(recorded.proposed == ["likely derived s2 /run"])
    #expect(
      recorded.draft.proposals.first?.new?["pick"]
        == ["after": "Started as run #", "before": " ", "then": ""])
  }

  @Test func `what the agent had used in a text before was not cut out of a result`() throws {
    let recorded = try Recorded()
      .call(
        "make", #"{"name": "Totals run-20018"}"#, gives: #"{"title": "Made Totals run-20018!"}"#
      )
      .call("use", #"{"name": "run-20018", "path": "/x/run-20018"}"#)
    #expect(recorded.proposed == [])
  }

  @Test func `folder and name are joined`() throws {
    let recorded = try Recorded()
      .call("make_folder", "{}", gives: #"{"folder": "run-20018", "file": "totals-77.csv"}"#)
      .call("upload", #"{"path": "/archive/run-20018/totals-77.csv"}"#)
    #expect(
      recorded.draft.proposals.first?.new == [
        "$text": [
          "/archive/", ["$ref": "steps/s1/result/folder"], "/", ["$ref": "steps/s1/result/file"],
        ]
      ])
    #expect(recorded.proposed == ["likely derived s2 /path"])
  }
}
