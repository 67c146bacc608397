import OrderedJSON
import TestSupport

/// Documents whose ids stand in addresses and sentences; paths that are read where they were written.
enum DocumentWorld {
  static func minutes(_ s: inout Script) {
    let person = s.somePeople(1)[0]
    s.said("Write the minutes of today's council and let \(s.mail(of: person)) edit them.")
    let id = s.hex(24)
    let url = "https://docs.example/d/\(id)/edit"
    let made = s.call(
      "create_document", [("title", s.day { "Council, \(Script.long($0))" })],
      gives: ["url": .string(url), "message": .string("Created, see \(url) for more.")])
    s.call(
      "share_document",
      [
        ("document_id", .derived([made], .string(id))),
        ("email", .named(.string(s.mail(of: person)))),
        ("role", .literal("writer")),
      ], gives: ["shared": true, "role": "writer"])
    s.call(
      "write_file",
      [
        ("path", .literal("/office/minutes.md")),
        ("text", .derived([made], .string("The minutes are at \(url)\n"))),
      ], gives: ["path": "/office/minutes.md", "bytes": 64])
    s.call(
      "read_file", [("path", .literal("/office/minutes.md"))],
      gives: ["path": "/office/minutes.md", "text": .string("The minutes are at \(url)\n")])
    s.call(
      "send_email",
      [
        ("to", .named(.string(s.mail(of: person)))),
        ("subject", s.day { "Minutes of \(Script.iso($0))" }),
        ("link", .from(made, .string(url))), ("attach", .literal("/office/minutes.md")),
      ], gives: ["sent": true])
  }

  /// The ticket that a sentence names, then its thread, read again after an answer.
  static func thread(_ s: inout Script) {
    s.said("Answer the newest question in the support channel.")
    let (thread, author) = (s.id("thr"), "u\(s.fresh.number(10_000...99_999))")
    let newest = s.call(
      "get_newest_thread", [("channel", .named("support")), ("limit", .literal(1))],
      gives: [
        "thread": [
          "thread_id": thread, "author": ["user_id": .string(author), "level": 1],
          "tags": ["billing"], "replies": 0,
        ]
      ])
    let read: [(String, Meant)] = [("thread_id", .from(newest, thread))]
    let question: JSON = [
      "thread_id": thread, "posts": [["post": 1, "text": "Where is my bill?"]],
    ]
    s.call("read_thread", read, gives: question)
    s.call("read_thread", read, gives: question, leftOut: true)
    let post = s.id("pst")
    let reply = s.call(
      "post_reply",
      [
        ("thread_id", .from(newest, thread)), ("mention", .from(newest, .string(author))),
        ("text", .literal("It is on its way.")), ("level", .literal(1)),
      ], gives: ["post": ["post_id": post, "thread_id": thread, "level": 1]])
    s.call(
      "read_thread", read,
      gives: [
        "thread_id": thread,
        "posts": [["post": 1, "text": "Where is my bill?"], ["post": 2, "post_id": post]],
      ])
    s.call(
      "close_thread",
      [
        ("thread_id", .from(newest, thread)), ("answer", .from(reply, post)),
        ("tags", .list([.literal("answered")])),
      ], gives: ["closed": true])
  }
}
