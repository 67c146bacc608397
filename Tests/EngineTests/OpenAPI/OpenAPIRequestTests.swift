import Automations
import Engine
import OrderedJSON
import Testing

/// Calls as they are sent.
@Suite struct OpenAPIRequestTests {
  private let base = "https://mail.example/v1"

  @Test func `arguments go to path, query, headers and body by their names`() throws {
    let document = try OpenAPIDocument.sample("mail.json")
    let listed = try document.request(
      "listMails", ["user": "alice/bob", "labels": ["to do", "a&b"], "unread": true, "limit": 20],
      below: base)
    #expect(listed.outgoing.method == "GET")
    #expect(
      listed.url
        == "https://mail.example/v1/users/alice%2Fbob/mails?labels=to%20do&labels=a%26b&unread=true"
        + "&limit=20")
    #expect(listed.bodyText == nil)
    #expect(listed.header("Idempotency-Key") == nil)
    let sent = try document.request(
      "sendMail",
      [
        "subject": "Lunch", "to": [["address": "bob@example.com", "name": nil]], "user": "alice",
        "X-Source": "calendar", "priority": "high",
      ], below: base)
    #expect(sent.url == "https://mail.example/v1/users/alice/mails")
    #expect(
      sent.bodyText
        == #"{"subject":"Lunch","to":[{"address":"bob@example.com","name":null}],"priority":"high"}"#
    )
    #expect(sent.header("Content-Type") == "application/json")
    #expect(sent.header("X-Source") == "calendar")
    #expect(sent.header("Idempotency-Key") == "key")
    #expect(sent.leftAway.isEmpty)
    let deleted = try document.request(
      "deleteMail", ["user": "alice", "mail": "7", "If-Match": "\"x\""], below: base)
    #expect(deleted.outgoing.method == "DELETE")
    #expect(deleted.header("If-Match") == "\"x\"")
  }

  @Test func `a document in YAML makes the same kinds of calls`() throws {
    let document = try OpenAPIDocument.sample("calendar.yaml")
    let listed = try document.request(
      "listEvents",
      [
        "from": "2026-11-01", "kinds": ["yes", "2026-01-31"],
        "filter": ["room": "A 1", "seats": 4],
        "near": ["lat": .number("52.50"), "lon": 13],
      ])
    #expect(
      listed.url == "https://eu.calendar.example/v2/events?from=2026-11-01&kinds=yes%7C2026-01-31"
        + "&filter%5Broom%5D=A%201&filter%5Bseats%5D=4"
        + "&near=%7B%22lat%22%3A52.50%2C%22lon%22%3A13%7D")
    let made = try document.request(
      "createEvent",
      ["title": nil, "on": "2026-11-01", "parts": [["title": "a", "on": "b"]], "x": 1])
    #expect(made.header("Content-Type") == "application/vnd.calendar+json")
    #expect(
      made.bodyText
        == #"{"title":null,"on":"2026-11-01","parts":[{"title":"a","on":"b"}],"x":1}"#)
    let invited = try document.request("addGuests", ["event": "1", "body": ["bob", "charlie"]])
    #expect(invited.bodyText == #"["bob","charlie"]"#)
    #expect(invited.header("Content-Type") == "application/json")
    let written = try document.request("writeNote", ["event": "1", "body": "Bring é."])
    #expect(written.bodyText == "Bring é.")
    #expect(written.header("Content-Type") == "text/plain")
  }

  @Test func `a name that path and body need goes into both, alone into the path`() throws {
    let document = try OpenAPIDocument.sample("shop.yaml", from: "https://a.example/openapi.yaml")
    let whole = try document.request("changeThing", ["id": 7, "name": "cup", "lang": "de"])
    #expect(whole.url == "https://shop.example/api/things/7?lang=de")
    #expect(whole.bodyText == #"{"id":7,"name":"cup"}"#)
    #expect(whole.header("lang") == nil)
    #expect(whole.leftAway.isEmpty)
    #expect(
      whole.notices == [
        "The argument id goes into the path and the body.",
        "The argument lang goes into the query, not into the header and the body, which can "
          + "be without it.",
      ])
    let alone = try document.request("changeThing", ["id": 7])
    #expect(alone.bodyText == nil)
    #expect(alone.header("Content-Type") == nil)
    #expect(
      try document.fault("changeThing", ["id": 7, "price": 1])
        == "The param name must be given: changeThing needs it in its body.")
  }

  @Test func `what has no place is named`() throws {
    let document = try OpenAPIDocument.sample("mail.json")
    let request = try document.request(
      "listMails",
      ["user": "alice", "limits": 3, "session": "s", "unread": nil, "labels": []], below: base)
    #expect(request.url == "https://mail.example/v1/users/alice/mails")
    #expect(request.leftAway == ["limits", "session", "unread", "labels"])
    #expect(
      request.notices == [
        "limits and session are left away: listMails takes user, labels, unread and limit.",
        "unread and labels are left away: null and empty lists have no value that could be sent.",
      ])
    let sent = try document.request(
      "sendMail", ["user": "a", "to": [["address": "b"]], "subject": "c", "id": 1], below: base)
    #expect(sent.leftAway == ["id"])
    #expect(sent.bodyText == #"{"to":[{"address":"b"}],"subject":"c"}"#)
  }

  @Test
  func `null is sent where the document has it, left away where nothing needs be, else wrong`()
    throws
  {
    let document = try OpenAPIDocument.sample("shop.yaml", from: "https://a.example/openapi.yaml")
    let request = try document.request(
      "changeThing", ["id": 7, "name": "cup", "price": nil, "lang": nil])
    #expect(request.bodyText == #"{"id":7,"name":"cup","price":null}"#)
    #expect(request.leftAway == ["lang"])
    let mail = try OpenAPIDocument.sample("mail.json")
    let call: JSON = [
      "user": "alice", "to": [["address": "b"]], "subject": "c", "body": nil, "priority": nil,
    ]
    let sent = try mail.request("sendMail", call, below: base)
    #expect(sent.bodyText == #"{"to":[{"address":"b"}],"subject":"c"}"#)
    #expect(sent.leftAway == ["body", "priority"])
    #expect(
      sent.notices.first
        == "body and priority are left away: null and empty lists have no value that could be sent."
    )
    #expect(
      try mail.fault("sendMail", ["user": "alice", "to": nil, "subject": "c"], below: base)
        == "The param to must be a list; it is null.")
  }

  @Test func `what is not checked is named`() throws {
    let document = try OpenAPIDocument.sample("mail.json")
    let sent = try document.request(
      "sendMail", ["user": "a", "to": [["address": "b"]], "subject": "c\n"], below: base)
    #expect(
      sent.notices.contains(
        "Of what the document says of the arguments is not checked: pattern."))
  }

  @Test(
    arguments: [
      (
        "listMails", ["user": "alice", "limit": "20"],
        "The param limit must be a whole number; it is a text."
      ),
      ("listMails", ["user": "alice", "limit": 100], "The param limit must be less than 100."),
      (
        "listMails", ["user": "alice", "labels": ["inbox", "none"]],
        #"The param labels/1 must be "inbox", "to do" or "a&b"."#
      ),
      ("listMails", [:], "The param user must be given: listMails needs it in its path."),
      ("listMails", ["user": nil], "The param user must be given: listMails needs it in its path."),
      (
        "deleteMail", ["user": "a", "mail": "b"],
        "The param If-Match must be given: deleteMail needs it in its header."
      ),
      (
        "sendMail", ["user": "a", "subject": "b"],
        "The param to must be given: sendMail needs it in its body."
      ),
      (
        "sendMail", ["user": "a", "subject": "b", "to": []],
        "The param to must have at least 1 element; there are 0."
      ),
      (
        "sendMail", ["user": "a", "subject": 1, "to": [["name": "Bob"]]],
        "The param subject must be a text; it is a number. The param to/0/address is missing."
      ),
      (
        "sendMail", ["user": 1, "subject": "b", "to": [["address": "c"]], "priority": "medium"],
        #"The param user must be a text; it is a number. The param priority must be "low" or "high"."#
      ),
      ("readMail", [1], "The param params must be an object of arguments and values."),
    ] as [(String, JSON, String)])
  func `a wrong argument is named with what would be right, and nothing is sent`(
    operation: String, params: JSON, words: String
  ) throws {
    let document = try OpenAPIDocument.sample("mail.json")
    let fault = try document.fault(operation, params, below: base)
    #expect(fault == words)
  }

  @Test(
    arguments: [
      ("addGuests", ["event": "1"], "The param body must be given: addGuests needs a body."),
      ("addGuests", ["event": "1", "body": "bob"], "The param body must be a list; it is a text."),
      (
        "addGuests", ["event": "1", "body": ["bob", 1]],
        "The param body/1 must be a text; it is a number."
      ),
      (
        "writeNote", ["event": "1", "body": ["a": 1]],
        "The param body must be a text; it is an object."
      ),
      (
        "createEvent", ["title": "a"],
        "The param on must be given: createEvent needs it in its body."
      ),
      (
        "createEvent", ["on": "a", "title": "b", "parts": [["title": "c"]]],
        "The param parts/0/on is missing."
      ),
      (
        "createEvent", ["on": "a", "title": "b", "hours": 0], "The param hours must be more than 0."
      ),
      ("listEvents", ["from": "a", "near": ["lat": 1]], "The param near/lon is missing."),
      (
        "listEvents", ["from": "a", "kinds": [true]],
        #"The param kinds/0 must be "yes", "no" or "2026-01-31"."#
      ),
    ] as [(String, JSON, String)])
  func `the same of a document in YAML`(operation: String, params: JSON, words: String) throws {
    #expect(try OpenAPIDocument.sample("calendar.yaml").fault(operation, params) == words)
  }

  @Test func `a header that the sign-in sets need not be given`() throws {
    let document = try OpenAPIDocument.of(
      """
      "parameters": [{"name": "X-Api-Key", "in": "header", "required": true,
        "schema": {"type": "string"}}],
      """)
    #expect(try document.fault("call", [:])?.contains("X-Api-Key must be given") == true)
    let sent = try document.request("call", [:], signIn: .header(name: "x-api-key"))
    #expect(sent.header("X-Api-Key") == nil)
  }

  @Test func `of an argument that is given twice the last counts`() throws {
    let document = try OpenAPIDocument.of(#""parameters": [{"name": "a", "in": "query"}],"#)
    let params = JSON.object([JSON.Member("a", 1), JSON.Member("a", 2)])
    #expect(try document.request(params).url == "https://api.example/things?a=2")
  }
}
