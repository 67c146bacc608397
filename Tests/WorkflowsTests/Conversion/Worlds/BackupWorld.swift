import OrderedJSON
import TestSupport

/// Commands with days in the names of files, digests cut out of what they print.
enum BackupWorld {
  static func save(_ s: inout Script) {
    s.said("Back up the wiki and drop the copy of 30 days ago.")
    let sum = s.hex(64)
    let size = s.fresh.number(100_000...900_000)
    let made = s.call(
      "run_command",
      [("command", s.day { "tar czf /backup/wiki-\(Script.compact($0)).tgz /srv/wiki" })],
      gives: .string("wrote \(size) bytes\nsha256 \(sum)\n"))
    s.call(
      "register_backup",
      [
        ("file", s.day { "wiki-\(Script.compact($0)).tgz" }),
        ("digest", .derived([made], .string(sum))), ("keep", .literal(30)),
      ], gives: ["backup_id": s.id("bk"), "keep": 30])
    s.call(
      "delete_file", [("path", s.day { "/backup/wiki-\(Script.compact($0 - 30)).tgz" })],
      error: "503 busy", leftOut: true)
    s.call(
      "delete_file", [("path", s.day { "/backup/wiki-\(Script.compact($0 - 30)).tgz" })],
      gives: ["deleted": true])
  }

  /// Machines of a list are restarted but one that somebody is at: a part, in the list's order.
  static func restart(_ s: inout Script) {
    s.said("Restart all idle machines.")
    let count = s.dice.number(4...7)
    let busy = s.dice.number(0...(count - 1))
    let machines: [JSON] = (0..<count).map { index in
      [
        "host": .string("node-\(s.hex(4)).lab.example"), "idle": .bool(index != busy),
        "cores": 8, "rack": ["rack_id": .string("r\(s.fresh.number(10...99))")],
      ]
    }
    let list = s.call("list_machines", [("site", .literal("lab"))], gives: .array(machines))
    let times = machines.enumerated().filter { $0.offset != busy }.map { _, machine in
      [
        s.call(
          "restart",
          [
            ("host", .item(list, machine["host"] ?? .null)),
            ("rack_id", .item(list, machine["rack"]?["rack_id"] ?? .null)),
            ("wait", .literal(true)),
          ], gives: ["restarted": true])
      ]
    }
    s.loop(times, over: list, isWhole: false)
  }
}
