import OrderedJSON
import Testing
import Workflows

@Suite struct LinkTests {
  @Test func `an id that a result gave is linked to it`() throws {
    let recorded = try Recorded()
      .call("create_ticket", #"{"title": "Printer"}"#, gives: #"{"ticket": {"id": "T-48151"}}"#)
      .call("assign_ticket", #"{"ticket_id": "T-48151", "to": "facilities"}"#)
    #expect(recorded.proposed == ["strong link s2 /ticket_id"])
    #expect(recorded.draft.proposals.first?.new == ["$ref": "steps/s1/result/ticket/id"])
    #expect(recorded.draft.proposals.first?.old == "T-48151")
  }

  @Test func `a value that only comes back was not the result's`() throws {
    let recorded = try Recorded()
      .call("open_file", #"{"path": "/reports/q3.csv"}"#, gives: #"{"path": "/reports/q3.csv"}"#)
      .call("read_file", #"{"path": "/reports/q3.csv"}"#)
    #expect(recorded.proposed == [])
  }

  @Test func `what stands in a list of one is linked, of several it is only likely`() throws {
    let one = try Recorded()
      .call("search", #"{"q": "rent"}"#, gives: #"[{"id": "m-77120"}]"#)
      .call("open", #"{"id": "m-77120"}"#)
    #expect(one.proposed == ["strong link s2 /id"])
    let several = try Recorded()
      .call("search", #"{"q": "rent"}"#, gives: #"[{"id": "m-77120"}, {"id": "m-77121"}]"#)
      .call("open", #"{"id": "m-77121"}"#)
    #expect(several.proposed == ["likely link s2 /id"])
    #expect(
      several.draft.proposals.first?.why
        == "This is \"id\" of number 2 of 2 in the result of search.")
  }

  @Test func `an element is found by what was known of it`() throws {
    let recorded = try Recorded().said("Send the file Budget to Ann")
      .call(
        "list_files", "{}",
        gives:
          #"{"files": [{"id": "f-10001", "name": "Plan"}, {"id": "f-10002", "name": "Budget"}]}"#
      )
      .call("share", #"{"file_id": "f-10002"}"#)
    #expect(recorded.proposed == ["strong link s2 /file_id"])
    #expect(
      recorded.draft.proposals.first?.new == [
        "$ref": "steps/s1/result/files",
        "pick": ["where": ["/name": "Budget"], "then": "/id"],
      ])
  }

  @Test func `a short id is linked where its name says what it is`() throws {
    let recorded = try Recorded()
      .call("search_emails", #"{"q": "rent"}"#, gives: #"{"emails": [{"id": 1, "user": 4}]}"#)
      .call("read_email", #"{"email_id": 1, "page_size": 4}"#)
    #expect(recorded.proposed == ["strong link s2 /email_id"])
    let labelled = try Recorded()
      .call("search_emails", #"{"q": "rent"}"#, gives: ##""Found 1 email\nID: 1\nSubject: Rent""##)
      .call("read_email", #"{"email_id": "1"}"#)
    #expect(
      labelled.draft.proposals.first?.new
        == ["$ref": "steps/s1/result", "pick": ["label": "ID"]])
    #expect(labelled.proposed == ["strong link s2 /email_id"])
  }

  @Test func `common words and small numbers are not linked by chance`() throws {
    let recorded = try Recorded()
      .call(
        "list_tickets", "{}",
        gives: #"[{"status": "open", "priority": 3}, {"status": "closed", "priority": 1}]"#
      )
      .call("update", #"{"state": "closed", "retries": 3, "notify": true, "priority": 1}"#)
    #expect(recorded.proposed == [])
  }

  @Test func `what a person named is an input and no link`() throws {
    let recorded = try Recorded().said("Cancel order A-2024-77 please")
      .call("list_orders", "{}", gives: #"[{"id": "A-2024-77"}, {"id": "A-2024-78"}]"#)
      .call("cancel_order", #"{"order_id": "A-2024-77"}"#)
    #expect(recorded.proposed == ["strong input s2 /order_id"])
  }

  @Test func `a link gives a value of the type that was sent`() throws {
    let recorded = try Recorded()
      .call("create", "{}", gives: #"{"id": 481516, "code": "2342"}"#)
      .call("use", #"{"id": "481516", "code": 2342}"#)
    #expect(
      recorded.draft.proposals.map(\.new) == [
        ["$text": [["$ref": "steps/s1/result/id"]]],
        ["$ref": "steps/s1/result/code", "pick": ["json": ""]],
      ])
  }

  @Test func `what the agent's own tools and failed calls say is no source`() throws {
    let recorded = try Recorded()
      .call("think", #"{"thought": "I need an id"}"#, gives: #"{"note": "X-99887"}"#)
      .call("use", #"{"id": "X-99887"}"#)
    #expect(recorded.proposed == ["strong leave_out s1"])
  }
}
