import OrderedJSON
import TestSupport

/// Pull requests by short numbers, URLs made of ids.
enum RepoWorld {
  /// Those that are no drafts are looked at and get a comment: a part of the list, two calls each.
  static func review(_ s: inout Script) {
    let repository = s.dice.pick(["harbour/ferry", "lab/spectro", "kiosk/panel"])
    s.said("Ask for a rebase on each open pull request of \(repository) that is no draft.")
    let count = s.dice.number(4...7)
    let numbers = (10...99).shuffled(using: &s.fresh).prefix(count)
    let draft = s.dice.number(0...(count - 1))
    let pulls: [JSON] = numbers.enumerated().map { index, number in
      [
        "number": .number(String(number)), "title": .string("Change \(s.hex(4))"),
        "draft": .bool(index == draft), "state": "open",
        "html_url": .string("https://git.example/\(repository)/pull/\(number)"),
      ]
    }
    let list = s.call(
      "list_pull_requests", [("repo", .named(.string(repository))), ("state", .literal("open"))],
      gives: ["pull_requests": .array(pulls)])
    let taken = numbers.enumerated().filter { $0.offset != draft }.map(\.element)
    let times = taken.map { number in
      let sha = s.hex(40)
      let get = s.call(
        "get_pull_request",
        [
          ("repo", .named(.string(repository))), ("number", .item(list, .number(String(number)))),
        ],
        gives: ["number": .number(String(number)), "head": ["sha": .string(sha), "ref": "topic"]])
      let comment = s.call(
        "add_review",
        [
          ("repo", .named(.string(repository))), ("number", .item(list, .number(String(number)))),
          ("commit", .from(get, .string(sha))), ("body", .literal("Please rebase onto the trunk.")),
          ("state", .literal("open")),
        ],
        gives: ["review_id": s.id("rv")])
      return [get, comment]
    }
    s.loop(times, over: list, "pull_requests", isWhole: false)
  }

  /// A release of the week, whose assets have an address made of its id.
  static func release(_ s: inout Script) {
    let repository = s.dice.pick(["harbour/ferry", "lab/spectro", "kiosk/panel"])
    s.said("Publish what was merged in \(repository) this week as a release.")
    let head = s.hex(40)
    let log = s.call(
      "list_commits",
      [
        ("repo", .named(.string(repository))),
        ("since", s.day { Script.iso($0 - Script.weekday($0)) }),
        ("until", s.day { Script.iso($0 - Script.weekday($0) + 6) }),
      ],
      gives: ["head": .string(head), "count": .number(String(s.fresh.number(2...30)))])
    let id = String(s.fresh.number(100_000...999_999))
    let made = s.call(
      "create_release",
      [
        ("repo", .named(.string(repository))), ("target", .from(log, .string(head))),
        ("title", s.day { "Week of " + Script.short($0 - Script.weekday($0)) }),
        ("draft", .literal(false)),
      ], gives: ["id": .number(id), "draft": false, "tag": .string("r-" + s.hex(6))])
    let tag = s.calls[made].result?["tag"]?.text ?? ""
    s.call(
      "upload_asset",
      [
        ("url", .derived([made], .string("https://git.example/api/releases/\(id)/assets"))),
        ("file", .derived([made], .string("dist/\(tag)/notes.txt"))),
      ], gives: ["ok": true])
    s.call(
      "get_release", [("release_id", .from(made, .number(id)))],
      gives: ["id": .number(id), "draft": false])
  }
}
