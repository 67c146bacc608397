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

  @Test func `a list that is handed on whole is linked as one`() throws {
    let members = #"["uma@larch.example", "vic@larch.example"]"#
    let recorded = try Recorded()
      .call("group_members", #"{"group": "choir"}"#, gives: #"{"members": \#(members)}"#)
      .call("send_mail", #"{"to": \#(members), "subject": "It is off"}"#)
    #expect(recorded.proposed == ["strong link s2 /to"])
    #expect(recorded.draft.proposals.first?.new == ["$ref": "steps/s1/result/members"])
    #expect(try recorded.draft.proposals.first?.old == JSON(parsing: members))
    #expect(
      recorded.draft.proposals.first?.why
        == "This is all of \"members\" in the result of group_members.")
  }

  @Test func `a part of a list, and one in another order, are not all of it`() throws {
    for sent in [
      #"["uma@larch.example", "vic@larch.example"]"#,
      #"["uma@larch.example", "wes@larch.example", "vic@larch.example"]"#,
    ] {
      let recorded = try Recorded()
        .call(
          "group_members", "{}",
          gives: #"["uma@larch.example", "vic@larch.example", "wes@larch.example"]"#
        )
        .call("send_mail", #"{"to": \#(sent)}"#)
      #expect(recorded.proposed.allSatisfy { $0.hasPrefix("likely link s2 /to/") })
    }
  }

  @Test func `of what a loop gives nobody knows which is meant elsewhere`() throws {
    let recorded = try Recorded()
      .call(
        "list_orders", "{}",
        gives: #"{"orders": [{"id": "o-10001"}, {"id": "o-10002"}, {"id": "o-10003"}]}"#
      )
      .call("ship", #"{"order_id": "o-10001"}"#, gives: #"{"parcel": "p-77001"}"#)
      .call("ship", #"{"order_id": "o-10002"}"#, gives: #"{"parcel": "p-77002"}"#)
      .call("ship", #"{"order_id": "o-10003"}"#, gives: #"{"parcel": "p-77003"}"#)
      .call("tell", #"{"customer": "Ann", "parcel": "p-77002"}"#)
    #expect(recorded.proposed == ["strong loop s2+s3+s4", "likely link s5 /parcel"])
  }

  @Test func `the short number of an email is that of a mail, and not of another thing`() throws {
    let lines = #""ID: 3\nFrom: desk@quarry.example""#
    let mail = try Recorded().call("find_mail", "{}", gives: lines)
      .call("reply", #"{"email_id": "3"}"#)
    #expect(mail.proposed == ["strong link s2 /email_id"])
    let team = try Recorded().call("find_mail", "{}", gives: lines)
      .call("assign", #"{"team_id": "3"}"#)
    #expect(!team.proposed.contains("strong link s2 /team_id"))
  }

  @Test func `one that a person named is meant, though the list had no other`() throws {
    let recorded = try Recorded().said("Order the Blue mug, the open order")
      .call(
        "search", #"{"q": "Blue mug"}"#,
        gives: #"{"products": [{"id": "pr-10001", "state": "open", "name": "Blue mug"}]}"#
      )
      .call("order", #"{"product_id": "pr-10001"}"#)
    let link = try #require(recorded.draft.proposals.first { $0.kind == .link })
    #expect(link.strength == .strong)
    #expect(
      link.new == [
        "$ref": "steps/s1/result/products",
        "pick": ["where": ["/name": "Blue mug"], "then": "/id"],
      ])
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

  @Test func `short ids of two things are told apart by their names`() throws {
    let recorded = try Recorded()
      .call("list_users", "{}", gives: #"{"users": [{"id": 3}]}"#)
      .call("list_customers", "{}", gives: #"{"customers": [{"id": 3}]}"#)
      .call("assign", #"{"customer_id": 3, "id": 3}"#)
    #expect(
      recorded.proposed == [
        "strong link s3 /customer_id", "likely link s3 /id", "likely link s3 /id",
      ])
    #expect(
      recorded.draft.proposals.first?.new == ["$ref": "steps/s2/result/customers/0/id"])
  }

  @Test func `a labelled line gives a number where one was sent, and what stands in its JSON`()
    throws
  {
    let recorded = try Recorded()
      .call(
        "open", "{}", gives: ##""Ticket ID: 48151\nPayload: {\"code\": \"QX-99001\"}""##
      )
      .call("use", #"{"ticket_id": 48151, "code": "QX-99001"}"#)
    #expect(
      recorded.draft.proposals.map(\.new) == [
        ["$ref": "steps/s1/result", "pick": ["label": "Ticket ID", "then": ""]],
        ["$text": [["$ref": "steps/s1/result", "pick": ["label": "Payload", "then": "/code"]]]],
      ])
    var state = WorkflowState(recorded.draft)
    try state.apply(WorkflowChange(take: ["link"]))
    #expect(state.workflow.steps[1].params["ticket_id"] == recorded.draft.proposals[0].new)
  }

  @Test func `a word of a common kind that several elements have is none of theirs`() throws {
    let recorded = try Recorded()
      .call(
        "list_members", "{}",
        gives: #"[{"name": "Ann", "group": "reader"}, {"name": "Bob", "group": "reader"}]"#
      )
      .call("invite", #"{"group": "reader"}"#)
    #expect(recorded.proposed == [])
  }

  @Test func `an element is not found by what the agent wrote of another result`() throws {
    let recorded = try Recorded()
      .call("make_folder", "{}", gives: #"{"folder": "run-20018"}"#)
      .call("write", #"{"path": "/data/run-20018/a.csv"}"#)
      .call(
        "list_files", "{}",
        gives:
          #"[{"id": "f-10001", "path": "/x"}, {"id": "f-10002", "path": "/data/run-20018/a.csv"}]"#
      )
      .call("share", #"{"file_id": "f-10002"}"#)
    #expect(recorded.proposed.last == "likely link s4 /file_id")
  }

  @Test func `a short id without a word for its thing is only likely that of another thing`() throws
  {
    let recorded = try Recorded().call("create_ticket", #"{"title": "a"}"#, gives: #"{"id": 4}"#)
      .call("assign", #"{"ticket_id": 4, "team_id": 4}"#)
    #expect(recorded.proposed == ["strong link s2 /ticket_id", "likely link s2 /team_id"])
  }

  @Test func `a member that is called after an id is another the next time`() throws {
    let recorded = try Recorded()
      .call(
        "get_user", "{}",
        gives: #"{"cards": {"card_48151": {"id": "card_48151", "code": "QX-7001"}}}"#
      )
      .call("pay", #"{"card_id": "card_48151", "code": "QX-7001"}"#)
    #expect(recorded.proposed == ["likely link s2 /card_id", "likely link s2 /code"])
  }

  @Test func `a state in several words is no link for certain`() throws {
    let recorded = try Recorded().call("get_job", "{}", gives: #"{"status": "in progress"}"#)
      .call("update", #"{"status": "in progress"}"#)
    #expect(recorded.proposed == ["likely link s2 /status"])
  }

  @Test func `what the agent's own tools and failed calls say is no source`() throws {
    let recorded = try Recorded()
      .call("think", #"{"thought": "I need an id"}"#, gives: #"{"note": "X-99887"}"#)
      .call("use", #"{"id": "X-99887"}"#)
    #expect(recorded.proposed == ["strong leave_out s1"])
  }
}
