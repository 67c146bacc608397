import OrderedJSON
import TestSupport

/// Jobs that are waited for, messages that do not all arrive, words that many things have.
enum QueueWorld {
  /// A job is asked after until it is done.
  static func wait(_ s: inout Script) {
    s.said("Render the trailer in high quality and publish it.")
    let job = s.fresh.number(1...99)
    let started = s.call(
      "start_job", [("kind", .literal("render")), ("encoding", .literal("utf-8"))],
      gives: ["id": .number(String(job)), "state": "waiting in line", "encoding": "utf-8"])
    let ask: [(String, Meant)] = [("job_id", .from(started, .number(String(job))))]
    s.call("get_job", ask, gives: ["id": .number(String(job)), "state": "in progress"])
    let file = "render-\(s.hex(8)).mp4"
    let done = s.call(
      "get_job", ask,
      gives: ["id": .number(String(job)), "state": "done", "file": .string(file), "shelf_id": 7])
    let clip = s.id("cl")
    let made = s.call(
      "publish_clip",
      [
        ("file", .from(done, .string(file))), ("state", .literal("in progress")),
        ("team_id", .literal(.number(String(job)))),
      ], gives: ["clip": ["id": clip, "state": "in review"]])
    s.call(
      "set_state", [("clip_id", .from(made, clip)), ("state", .literal("in review"))],
      gives: ["ok": true])
  }

  /// One of those who were named could not be reached, and stays so.
  static func tell(_ s: inout Script) {
    let people = s.somePeople(2)
    let mails = people.map { s.mail(of: $0) }
    s.said("Tell \(mails[0]) and \(mails[1]) that the gate code changed, in this order.")
    let code = String(s.fresh.number(100_000...999_998))
    let get = s.call("get_gate_code", gives: .string("The gate code is \(code) from now on."))
    s.call(
      "send_message",
      [
        ("to", .named(.string(mails[0]))),
        ("text", .derived([get], .string("The new code is \(code)."))),
      ], error: "mailbox full")
    s.call(
      "send_message",
      [
        ("to", .named(.string(mails[1]))),
        ("text", .derived([get], .string("The new code is \(code)."))),
      ], gives: ["sent": true])
  }
}
