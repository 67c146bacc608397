import OrderedJSON
import Testing
import Workflows

/// Lists that hold fields of one object of a result, as rows of tables do.
@Suite struct RowTests {
  private static let channel =
    #"{"channel_id": "UC-9x1", "views": 18234, "subscribers": 912, "videos": [{"id": "vA1", "views": 155}]}"#

  @Test func `a common number is linked beside one of the same object that tells`() throws {
    let recorded = try Recorded()
      .call("fetch_channel", #"{"channel": "Cooking"}"#, gives: Self.channel)
      .call("append_row", #"{"values": ["Cooking", 18234, 912]}"#)
    #expect(recorded.proposed == ["strong link s2 /values/1", "strong link s2 /values/2"])
    #expect(recorded.draft.proposals.last?.new == ["$ref": "steps/s1/result/subscribers"])
    #expect(
      recorded.draft.proposals.last?.why
        == "This is \"subscribers\" in the result of fetch_channel, as what stands beside it is of the same."
    )
  }

  @Test func `so is it in each of several rows`() throws {
    let recorded = try Recorded()
      .call("fetch_channel", #"{"channel": "Cooking"}"#, gives: Self.channel)
      .call("append_rows", #"{"rows": [["views", 18234], ["both", 18234, 912]]}"#)
    #expect(recorded.proposed.contains("strong link s2 /rows/1/2"))
  }

  @Test(arguments: [
    // Nothing beside it tells.
    #"["Cooking", 912]"#,
    // It is another object's.
    #"["Cooking", 18234, 155]"#,
    // It tells nothing at all.
    #"["Cooking", 18234, 7]"#,
  ])
  func `else it stays`(values: String) throws {
    let recorded = try Recorded()
      .call("fetch_channel", #"{"channel": "Cooking"}"#, gives: Self.channel)
      .call("append_row", #"{"values": \#(values)}"#)
    #expect(recorded.proposed.filter { !$0.hasSuffix("/values/1") } == [])
  }

  @Test func `of two fields that are alike nobody knows which is meant`() throws {
    let recorded = try Recorded()
      .call(
        "fetch_channel", #"{"channel": "Cooking"}"#,
        gives: #"{"views": 18234, "likes": 912, "shares": 912}"#
      )
      .call("append_row", #"{"values": ["Cooking", 18234, 912]}"#)
    #expect(recorded.proposed == ["strong link s2 /values/1"])
  }
}
