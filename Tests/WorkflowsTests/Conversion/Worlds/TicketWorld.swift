import OrderedJSON
import TestSupport

/// Tickets with short numbers, states and priorities.
enum TicketWorld {
  /// A ticket is opened, given to somebody and watched.
  static func open(_ s: inout Script) {
    let title = s.dice.pick([
      "Printer on floor 3 jams", "Heating is cold", "Login fails on tablets",
    ])
    s.said("Open a ticket: \(title). Give it to facilities.")
    let number = s.fresh.number(1...99)
    let team = s.fresh.number(1...9)
    let teams = s.call(
      "search_teams", [("name", .named("facilities"))],
      gives: ["teams": [["team_id": .number(String(team)), "name": "facilities", "members": 6]]])
    let made = s.call(
      "create_ticket",
      [("title", .named(.string(title))), ("priority", .literal(2)), ("status", .literal("open"))],
      gives: [
        "ticket": [
          "id": .number(String(number)), "status": "open", "priority": 2, "title": .string(title),
        ]
      ])
    s.call(
      "assign_ticket",
      [
        ("ticket_id", .from(made, .number(String(number)))),
        ("team_id", .from(teams, .number(String(team)))), ("notify", .literal(true)),
      ],
      gives: ["success": true, "status": "assigned"])
    s.call("update_todo_list", [("items", .literal("done"))], gives: "ok", leftOut: true)
    s.call(
      "comment_ticket",
      [
        ("ticket_id", .from(made, .number(String(number)))),
        ("text", .literal("Waiting for facilities")),
      ],
      gives: ["comment_id": s.id("cmt")])
  }

  /// Stale ones get a comment each.
  static func remind(_ s: inout Script) {
    let count = s.dice.number(3...6)
    s.said("Remind the owners of all tickets that are older than 30 days.")
    let owners = s.somePeople(count)
    let tickets = owners.map { owner -> (JSON, JSON, String) in
      let id = s.id("T")
      return (id, ["key": id, "owner": .string(owner), "state": "waiting", "points": 3], owner)
    }
    let list = s.call(
      "find_tickets",
      [
        ("updated_before", s.day { Script.iso($0 - 30) }), ("state", .literal("waiting")),
        ("max", .literal(50)),
      ],
      gives: ["tickets": .array(tickets.map(\.1)), "count": .number(String(count))])
    let times = tickets.map { id, _, owner in
      [
        s.call(
          "add_comment",
          [
            ("key", .item(list, id)),
            ("text", .item(list, .string("Dear \(owner), is this still open?"))),
            ("public", .literal(false)),
          ],
          gives: ["comment": s.id("cmt")])
      ]
    }
    s.loop(times, over: list, "tickets")
  }
}
