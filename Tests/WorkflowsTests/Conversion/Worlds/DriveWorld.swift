import OrderedJSON
import TestSupport

/// Folders and files with names; files are found by their names.
enum DriveWorld {
  private static let names = [
    "Budget.xlsx", "Roadmap.pptx", "Inventory.csv", "Holiday plan.docx", "Floor map.pdf",
    "Suppliers.csv",
  ]

  /// A file that a person named among others is shared.
  static func share(_ s: inout Script) {
    let name = s.dice.pick(names)
    let person = s.somePeople(1)[0]
    s.said("Share \(name) with \(s.mail(of: person)), read only.")
    var wanted: JSON = .null
    var files: [JSON] = []
    for file in names.shuffled(using: &s.fresh) {
      let id = s.id("file")
      if file == name { wanted = id }
      files.append([
        "id": id, "name": .string(file), "bytes": .number(String(s.fresh.number(2_000...900_000))),
        "modified": .string(Script.iso(s.today - s.fresh.number(1...90))),
        "owner": ["id": .string("u-\(s.fresh.number(1_000...9_999))")],
      ])
    }
    let list = s.call(
      "list_files", [("path", .literal("/")), ("order", .literal("name"))],
      gives: ["files": .array(files)])
    if s.dice.chance(50) {
      s.call(
        "share_file",
        [
          ("file_id", .from(list, wanted)), ("email", .named(.string(s.mail(of: person)))),
          ("role", .literal("viewer")),
        ],
        error: "role must be one of: reader, writer", leftOut: true)
    }
    let link = "https://drive.fjord.example/s/" + s.hex(20)
    let share = s.call(
      "share_file",
      [
        ("file_id", .from(list, wanted)), ("email", .named(.string(s.mail(of: person)))),
        ("role", .literal("reader")),
      ], gives: ["permission_id": .string(s.hex(10)), "link": .string(link)])
    s.call(
      "send_message",
      [
        ("to", .named(.string(s.mail(of: person)))),
        ("text", .derived([share], .string("Here is the file: \(link)"))),
      ],
      gives: ["delivered": true])
  }

  /// A folder of the day is made, and a report is written into it.
  static func report(_ s: inout Script) {
    s.said("Make a folder for today and put yesterday's totals into it.")
    let id = s.id("fld")
    let folder = s.call(
      "create_folder", [("name", s.day { "Totals " + Script.iso($0) })],
      gives: [
        "folder": [
          "id": id, "name": .string("Totals " + Script.iso(s.today)),
          "created": .number(String(s.fresh.number(1_790_000_000...1_799_000_000))),
        ]
      ])
    let table = s.id("tbl")
    let total = s.call(
      "query_totals", [("day", s.day { Script.iso($0 - 1) }), ("group_by", .literal("store"))],
      gives: [
        "table_id": table, "rows": .number(String(s.fresh.number(20...80))),
        "sum": .number("\(s.fresh.number(1_000...9_000)).5"),
      ])
    let file = s.id("file")
    let export = s.call(
      "export_table",
      [
        ("table_id", .from(total, table)), ("folder_id", .from(folder, id)),
        ("file_name", s.day { "totals_" + Script.compact($0 - 1) + ".csv" }),
        ("format", .literal("csv")),
      ], gives: ["file": ["id": file, "folder_id": id]])
    s.call("lock_file", [("file_id", .from(export, file))], gives: ["locked": true])
  }
}
