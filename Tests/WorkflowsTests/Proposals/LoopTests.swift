import OrderedJSON
import Testing
import Workflows

@Suite struct LoopTests {
  private let list =
    #"{"people": [{"name": "Ann", "mail": "ann@x.example"}, {"name": "Bob", "mail": "bob@x.example"}, {"name": "Cy", "mail": "cy@x.example"}]}"#

  @Test func `calls for each element of a list are one step for each`() throws {
    let recorded = try Recorded().call("list_people", "{}", gives: list)
      .call("send", #"{"to": "ann@x.example", "text": "Hello Ann, the office is closed."}"#)
      .call("send", #"{"to": "bob@x.example", "text": "Hello Bob, the office is closed."}"#)
      .call("send", #"{"to": "cy@x.example", "text": "Hello Cy, the office is closed."}"#)
    #expect(recorded.proposed == ["strong loop s2+s3+s4"])
    let state = WorkflowState(recorded.draft).takingStrong()
    #expect(state.workflow.steps.map(\.isOn) == [true, true, false, false])
    #expect(
      state.workflow.loops == [
        .init(id: "l1", steps: ["s2"], over: ["$ref": "steps/s1/result/people"])
      ])
    #expect(
      state.workflow.steps[1].params == [
        "to": ["$ref": "item/mail"],
        "text": ["$text": ["Hello ", ["$ref": "item/name"], ", the office is closed."]],
      ])
  }

  @Test func `a single digit of an element stands in a text as a word, whatever is sent before it`()
    throws
  {
    let recorded = try Recorded()
      .call(
        "list", "{}",
        gives:
          #"[{"id": "n-1003", "left": 3}, {"id": "n-1004", "left": 1}, {"id": "n-1005", "left": 0}]"#
      )
      .call("tell", #"{"text": "a3 bus: 3 left", "id": "n-1003"}"#)
      .call("tell", #"{"text": "a3 bus: 1 left", "id": "n-1004"}"#)
      .call("tell", #"{"text": "a3 bus: 0 left", "id": "n-1005"}"#)
    #expect(recorded.proposed == ["strong loop s2+s3+s4"])
  }

  @Test func `a part of a list is only likely`() throws {
    let recorded = try Recorded()
      .call("list_ids", "{}", gives: #"["i-1001", "i-1002", "i-1003", "i-1004"]"#)
      .call("drop", #"{"id": "i-1001"}"#).call("drop", #"{"id": "i-1003"}"#)
      .call("drop", #"{"id": "i-1004"}"#)
    #expect(recorded.proposed.first == "likely loop s2+s3+s4")
  }

  @Test func `several steps for each element are one loop`() throws {
    let recorded = try Recorded().call("list_ids", "{}", gives: #"["i-1001", "i-1002", "i-1003"]"#)
      .call("get", #"{"id": "i-1001"}"#, gives: #"{"url": "https://x.example/a71"}"#)
      .call("fetch", #"{"url": "https://x.example/a71"}"#)
      .call("get", #"{"id": "i-1002"}"#, gives: #"{"url": "https://x.example/b82"}"#)
      .call("fetch", #"{"url": "https://x.example/b82"}"#)
      .call("get", #"{"id": "i-1003"}"#, gives: #"{"url": "https://x.example/c93"}"#)
      .call("fetch", #"{"url": "https://x.example/c93"}"#)
    let state = WorkflowState(recorded.draft).takingStrong()
    #expect(state.workflow.loops.map(\.steps) == [["s2", "s3"]])
    #expect(state.workflow.steps[1].params == ["id": ["$ref": "item"]])
    #expect(state.workflow.steps[2].params == ["url": ["$ref": "steps/s2/result/url"]])
  }

  @Test func `a later step of a loop takes a labelled line of what an earlier one gave`() throws {
    var recorded = try Recorded().call(
      "search_mail", "{}", gives: #"[{"id": "m-40001"}, {"id": "m-40002"}, {"id": "m-40003"}]"#)
    for (number, sender) in [(1, "ann"), (2, "ann"), (3, "zoe")] {
      recorded =
        try recorded
        .call(
          "read_mail", #"{"id": "m-4000\#(number)"}"#,
          gives: #""From: \#(sender)@mill.example\nSubject: News\n\nHello""#
        )
        .call("send_mail", #"{"to": "\#(sender)@mill.example", "subject": "Thank you"}"#)
    }
    #expect(recorded.proposed == ["strong loop s2+s3+s4+s5+s6+s7"])
    guard case .loop(let change)? = recorded.draft.proposals.first?.change else {
      Issue.record("no loop")
      return
    }
    #expect(
      change.places.map(\.new) == [
        ["$ref": "item/id"], ["$ref": "steps/s2/result", "pick": ["label": "From"]],
      ])
  }

  @Test func `what follows a loop refers to its results, and is as before when the loop is left`()
    throws
  {
    let recorded = try Recorded().call("list_ids", "{}", gives: #"["i-1001", "i-1002", "i-1003"]"#)
      .call("get", #"{"id": "i-1001"}"#, gives: #"{"token": "aa-11111"}"#)
      .call("get", #"{"id": "i-1002"}"#, gives: #"{"token": "bb-22222"}"#)
      .call("get", #"{"id": "i-1003"}"#, gives: #"{"token": "cc-33333"}"#)
      .call("finish_up", #"{"with": "bb-22222"}"#)
    var state = WorkflowState(recorded.draft)
    try state.apply(WorkflowChange(take: ["link"]))
    #expect(state.workflow.steps[4].params == ["with": ["$ref": "steps/s3/result/token"]])
    try state.apply(WorkflowChange(take: ["loop"]))
    #expect(state.workflow.steps[4].params == ["with": ["$ref": "steps/s2/results/1/token"]])
    try state.apply(WorkflowChange(leave: ["loop", "link"]))
    #expect(state.workflow == recorded.draft.workflow)
  }

  @Test func `other lists, other orders and other tools are no loop`() throws {
    let otherOrder = try Recorded()
      .call("list_ids", "{}", gives: #"["i-1001", "i-1002", "i-1003"]"#)
      .call("get", #"{"id": "i-1003"}"#).call("get", #"{"id": "i-1001"}"#)
      .call("get", #"{"id": "i-1002"}"#)
    #expect(!otherOrder.proposed.contains { $0.contains("loop") })
    let named = try Recorded().said("Drop i-1001, i-1002 and i-1003")
      .call("list_ids", "{}", gives: #"["i-1001", "i-1002", "i-1003"]"#)
      .call("drop", #"{"id": "i-1001"}"#).call("drop", #"{"id": "i-1002"}"#)
      .call("drop", #"{"id": "i-1003"}"#)
    #expect(!named.proposed.contains { $0.contains("loop") })
  }

  @Test func `elements that a person named one by one are no loop, whatever of them is sent`()
    throws
  {
    let recorded = try Recorded().said("Write to Ann, Bob and Cy")
      .call("list_people", "{}", gives: list)
      .call("send", #"{"to": "ann@x.example"}"#).call("send", #"{"to": "bob@x.example"}"#)
      .call("send", #"{"to": "cy@x.example"}"#)
    #expect(
      recorded.proposed == ["strong link s2 /to", "strong link s3 /to", "strong link s4 /to"])
  }
}
