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
