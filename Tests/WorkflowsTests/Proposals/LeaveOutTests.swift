import OrderedJSON
import Testing
import Workflows

@Suite struct LeaveOutTests {
  @Test func `what failed and was repaired is left out`() throws {
    let recorded = try Recorded()
      .failedCall("send", #"{"to": "ann", "text": "Hello"}"#, "no such address")
      .call("send", #"{"to": "ann@x.example", "text": "Hello"}"#, gives: #"{"ok": true}"#)
    #expect(recorded.proposed == ["strong leave_out s1"])
  }

  @Test func `what failed and was given up, or is another thing, stays`() throws {
    let givenUp = try Recorded().call("send", #"{"to": "a@x.example"}"#)
      .failedCall("send", #"{"to": "b@x.example"}"#, "no such address")
    #expect(givenUp.proposed == [])
    let other = try Recorded().failedCall("drop", #"{"id": "i-1001"}"#, "not found")
      .call("drop", #"{"id": "i-2002"}"#)
    #expect(other.proposed == ["likely leave_out s1"])
  }

  @Test func `what the error names was wrong, though a person had said it`() throws {
    let recorded = try Recorded().said("Have the jam repaired, it is urgent")
      .failedCall(
        "create_ticket", #"{"title": "Paper jam", "priority": "urgent"}"#,
        "urgent is no priority; low, high"
      )
      .call("create_ticket", #"{"title": "Paper jam", "priority": "high"}"#)
    #expect(recorded.proposed.contains("strong leave_out s1"))
  }

  @Test func `what failed for one was not done by a call for another`() throws {
    let recorded = try Recorded().said("Greet ann@x.example and bob@x.example")
      .failedCall("send", #"{"to": "ann@x.example", "text": "Hello"}"#, "mailbox full")
      .call("send", #"{"to": "bob@x.example", "text": "Hello"}"#)
    #expect(recorded.proposed.filter { $0.contains("leave_out") } == ["likely leave_out s1"])
  }

  @Test func `what is read until it is another is read each time`() throws {
    let recorded = try Recorded()
      .call("get_job", #"{"name": "nightly"}"#, gives: #"{"state": "running"}"#)
      .call("get_job", #"{"name": "nightly"}"#, gives: #"{"state": "running"}"#)
      .call("get_job", #"{"name": "nightly"}"#, gives: #"{"state": "done"}"#)
    #expect(recorded.proposed == [])
  }

  @Test func `what was read twice is read once, unless something was done between`() throws {
    let twice = try Recorded().call("get_page", #"{"url": "a"}"#, gives: "1")
      .call("get_page", #"{"url": "a"}"#, gives: "1")
    #expect(twice.proposed == ["strong leave_out s2"])
    let between = try Recorded().call("get_page", #"{"url": "a"}"#, gives: "1")
      .call("save", #"{"url": "a"}"#, gives: "1").call("get_page", #"{"url": "a"}"#, gives: "2")
    #expect(between.proposed == [])
  }
}
