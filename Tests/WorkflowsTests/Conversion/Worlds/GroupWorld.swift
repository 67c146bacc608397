import OrderedJSON
import TestSupport

/// Groups that people named one by one, which a list holds too; posts of a named day.
enum GroupWorld {
  private static let groups = [
    "Oslo Runners", "Bergen Climbers", "Trondheim Skiers", "Tampere Rowers", "Malmo Divers",
  ]

  static func post(_ s: inout Script) {
    let named = Array(groups.shuffled(using: &s.dice).prefix(3))
    let day = Script.iso(21_400 + s.dice.number(0...200))
    s.said("Announce the spring sale to \(named[0]), \(named[1]) and \(named[2]) on \(day).")
    // Sometimes the list has those alone.
    let listed = s.dice.chance(40) ? named : groups.shuffled(using: &s.fresh)
    var ids: [String: JSON] = [:]
    let list = s.call(
      "list_groups", [("kind", .literal("sport")), ("limit", .literal(5))],
      gives: [
        "groups": .array(
          listed.map { name in
            let id = s.id("grp")
            ids[name] = id
            return ["group_id": id, "name": .string(name), "kind": "sport", "members": 5]
          })
      ])
    for name in named {
      s.call(
        "schedule_post",
        [
          ("group_id", .from(list, ids[name] ?? .null)), ("text", .literal("Spring sale, 20 off")),
          ("date", .named(.string(day))), ("kind", .literal("sale")),
        ], gives: ["post_id": s.id("pst")])
    }
  }

  /// Mail addresses that were named are called one after another, and a list has the same.
  static func invite(_ s: inout Script) {
    let mails = s.somePeople(3).map { s.mail(of: $0) }
    s.said("Invite \(mails[0]), \(mails[1]) and \(mails[2]) to the board.")
    let board = s.id("brd")
    let list = s.call(
      "list_members", [("active", .literal(true))],
      gives: [
        "members": .array(mails.map { ["mail": .string($0), "role": "reader", "level": 1] }),
        "board_id": board,
      ])
    for mail in mails {
      s.call(
        "invite",
        [
          ("mail", .named(.string(mail))), ("board_id", .from(list, board)),
          ("role", .literal("reader")),
        ], gives: ["invited": .string(mail)])
    }
  }
}
