import OrderedJSON
import TestSupport

/// Mails with subjects, senders and threads; a list of one where a search is narrow.
enum MailboxWorld {
  private static let subjects = [
    "Rent for the workshop", "Minutes of the council", "Broken elevator", "Ferry timetable",
    "New badge printer", "Choir rehearsal",
  ]

  private static func mail(_ s: inout Script, _ sender: String, _ subject: String) -> (JSON, JSON) {
    let id = s.id("msg")
    return (
      id,
      [
        "id": id, "thread_id": .string(s.hex(16)), "subject": .string(subject),
        "from": .string(s.mail(of: sender)), "unread": true, "labels": ["inbox"],
        "size": .number(String(s.fresh.number(1_000...90_000))),
        "received": .string(Script.iso(s.today - 1) + "T08:\(s.fresh.number(10...59)):00Z"),
      ]
    )
  }

  /// The one mail of somebody is answered, and marked.
  static func answer(_ s: inout Script) {
    let person = s.somePeople(1)[0]
    let subject = s.dice.pick(subjects)
    s.said("Please answer the mail about \"\(subject)\" that \(person) sent, saying I will come.")
    let (id, mail) = mail(&s, person, subject)
    let search = s.call(
      "search_emails", [("query", .named(.string(subject))), ("limit", .literal(10))],
      gives: ["emails": [mail], "total": 1])
    if s.dice.chance(40) {
      s.call("think", [("thought", .literal("One mail matches."))], gives: "ok", leftOut: true)
    }
    let read = s.call(
      "read_email", [("email_id", .from(search, id))],
      gives: ["email": .object((mail.members ?? []) + [.init("body", "Will you come on Friday?")])])
    if s.dice.chance(40) {
      s.call(
        "read_email", [("email_id", .perhaps(.from([search, read], id)))],
        gives: [
          "email": .object((mail.members ?? []) + [.init("body", "Will you come on Friday?")])
        ],
        leftOut: true)
    }
    let sent = s.id("msg")
    let reply = s.call(
      "send_email",
      [
        ("in_reply_to", .from([search, read], id)),
        ("to", .from([search, read], .string(s.mail(of: person)))),
        ("subject", .perhaps(.derived([search, read], .string("Re: \(subject)")))),
        ("body", .literal("I will come. Best wishes")),
      ], gives: ["sent": true, "message_id": sent])
    s.call(
      "add_label", [("message_id", .from(reply, sent)), ("label", .literal("answered"))],
      gives: ["success": true])
  }

  /// All unread ones are archived.
  static func archive(_ s: inout Script) {
    let count = s.dice.number(3...7)
    s.said("Archive everything unread in my newsletters folder.")
    let people = s.somePeople(count)
    let mails = people.map { mail(&s, $0, s.dice.pick(subjects)) }
    let list = s.call(
      "list_emails", [("folder", .named("newsletters")), ("unread_only", .literal(true))],
      gives: ["emails": .array(mails.map(\.1)), "page": 1, "pages": 1])
    let times = mails.map { id, _ in
      [s.call("archive_email", [("id", .item(list, id))], gives: ["archived": true])]
    }
    s.loop(times, over: list, "emails")
    s.call(
      "send_notification",
      [
        ("channel", .literal("desktop")),
        ("text", .literal(.string("Archived the newsletters."))),
      ], gives: ["ok": true])
  }
}
