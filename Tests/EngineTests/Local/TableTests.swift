import Automations
import Engine
import Foundation
import OrderedJSON
import TestSupport
import Testing

/// Rows that are added to tables, which keep what stands in them.
@Suite struct TableTests {
  private let world: LocalWorld

  init() throws { world = try LocalWorld() }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `a new line is begun where the file's last one is not ended, by the file's line breaks`(
    _ lineBreak: String
  ) async throws {
    try world.put("prices.csv", ["date,price", "1,2"].joined(separator: lineBreak))
    await world.append(["file": "prices", "row": ["price": 4, "date": 3]])
    await world.append(["file": "prices", "values": [5, 6]])
    #expect(
      try world.table("prices.csv")
        == ["date,price", "1,2", "3,4", "5,6", ""].joined(separator: lineBreak))
  }

  @Test func `a byte order mark stays, and hides no column`() async throws {
    try world.put("prices.csv", "\u{FEFF}date,price\n1,2\n")
    await world.append(["file": "prices", "row": ["date": 3]])
    await world.append(["file": "prices", "row": ["date": 4, "note": "new"]])
    #expect(
      try Array(world.table("prices.csv").utf8)
        == Array("\u{FEFF}date,price,note\n1,2,\n3,,\n4,,new\n".utf8))
  }

  @Test(
    arguments: [
      ["row": [["a": 1, "b": 2], ["b": 4, "c": 5]]],
      ["rows": [["a": 1, "b": 2], ["b": 4, "c": 5]]],
      ["values": [["a": 1, "b": 2], ["b": 4, "c": 5]]],
    ] as [JSON])
  func `a list of objects is as many rows, by the names of all`(_ params: JSON) async throws {
    let result = await world.append(params)
    #expect(result.result?["rows"] == 2)
    #expect(try world.table("rows.csv") == "a,b,c\r\n1,2,\r\n,4,5\r\n")
  }

  @Test func `lists and objects may be mixed, and a list with other values is one row`()
    async throws
  {
    await world.append(["rows": [["a": 1], [2, "x"]]])
    await world.append(["row": [[1, 2], "y"]])
    #expect(try world.table("rows.csv") == "a\r\n1\r\n2,x\r\n\"[1,2]\",y\r\n")
  }

  @Test func `a new name is a column at the end, and nothing else changes`() async throws {
    try world.put(
      "t.csv", "a,\"b \"\"x\"\"\"\n\"1\n2\",\"3,4\"\n\n5\n6,7,8 more than it has columns\n9")
    await world.append(["file": "t", "rows": [["c": "new", "a": 10], ["a": 11, "d": 12]]])
    #expect(
      try world.table("t.csv") == """
        a,"b ""x""\",,c,d
        "1
        2","3,4",,,

        5,,,,
        6,7,8 more than it has columns,,
        9,,,,
        10,,,new,
        11,,,,12

        """)
    #expect(try world.folder.names("rows/alice") == ["t.csv"])
  }

  @Test func `a lone empty cell is a row, which a wider table keeps`() async throws {
    for params in [
      ["values": [nil]], ["rows": [[""], [" "]]], ["file": "t", "row": ["note": ""]],
      ["file": "t", "rows": [["note": nil], ["note": "x"]]],
    ] as [JSON] {
      let result = await world.append(params)
      #expect(result.error == nil)
    }
    #expect(try world.table("rows.csv") == "\"\"\r\n\"\"\r\n\" \"\r\n")
    #expect(try world.table("t.csv") == "note\r\n\"\"\r\n\"\"\r\nx\r\n")
    await world.append(["file": "t", "row": ["note": "", "by": "Bob"]])
    #expect(try world.table("t.csv") == "note,by\r\n\"\",\r\n\"\",\r\nx,\r\n,Bob\r\n")
    let named = await world.append(["row": ["a": 1]])
    #expect(named.error?.contains("whose first line is blank") == true)
  }

  @Test func `a file that is written anew can be read by whom it could be read`() async throws {
    try world.put("t.csv", "a\n1\n")
    let path = world.folder.path + "/rows/alice/t.csv"
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    await world.append(["file": "t", "row": ["a": 2, "b": 3]])
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o640)
  }

  @Test func `a table that cannot be written anew stays byte for byte as it is`() async throws {
    let text = "\u{FEFF}a,b\r\n1,\"2\"\r\n3"
    try world.put("t.csv", text)
    // Where the new file would be written.
    try FileManager.default.createDirectory(
      atPath: world.folder.file("rows/alice/t.csv.new"), withIntermediateDirectories: false)
    let result = await world.append(["file": "t", "row": ["a": 4, "c": 5]])
    #expect(result.error == "rows/alice/t.csv could not be written: Is a directory.")
    #expect(result.retry == .notTaken(after: nil))
    #expect(try Array(world.table("t.csv").utf8) == Array(text.utf8))
    #expect(try world.folder.names("rows/alice") == ["t.csv", "t.csv.new"])
  }

  @Test(arguments: ["a,1.5,\n", "x,x\n", "2026,price\n"])
  func `a first line that names no columns gets none`(_ text: String) async throws {
    try world.put("t.csv", text)
    let result = await world.append(["file": "t", "row": ["colour": "red"]])
    #expect(result.error?.hasPrefix("The param row/colour is no column of the file") == true)
    #expect(try world.table("t.csv") == text)
  }

  @Test func `a blank first line is called so`() async throws {
    try world.put("t.csv", "\na,b\n")
    let result = await world.append(["file": "t", "row": ["a": 1]])
    #expect(
      result.error
        == "The param row/a is no column of the file, whose first line is blank: names of "
        + "columns would be right.")
  }

  @Test func `names are read without what nobody sees of them`() async throws {
    try world.put("t.csv", "da\u{AD}te,\u{200B}price\u{FEFF} \n")
    await world.append(["file": "t", "row": ["date\u{200D}": 1, " price": 2]])
    #expect(try world.table("t.csv") == "da\u{AD}te,\u{200B}price\u{FEFF} \n1,2\n")
  }

  @Test(
    arguments: [
      ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+cmd|x", "\"'+cmd|x\""), ("-A1", "'-A1"),
      (" =1", "' =1"), ("-5.3", "-5.3"), ("-1e5", "-1e5"), ("+49 (30) 12-34", "+49 (30) 12-34"),
      ("-", "-"), ("a=b", "a=b"), ("'=1", "'=1"), ("", ""),
    ])
  func `a formula is written as text, a number as it is`(
    _ text: String, _ cell: String
  ) async throws {
    await world.append(["values": [.string(text), .number("-2"), "end"]])
    #expect(try world.table("rows.csv") == "\(cell),-2,end\r\n")
    await world.append(["file": "named", "row": ["=x": 1]])
    await world.append(["file": "named", "row": ["=x": 2]])
    #expect(try world.table("named.csv") == "'=x\r\n1\r\n2\r\n")
  }

  @Test func `what is written as text is named, and what is as it was given is not`() async throws {
    let named = await world.append([
      "rows": [
        ["who": "@anna", "task": "- buy milk", "sum": "-5"], ["who": "@bob", "task": "call"],
      ]
    ])
    #expect(named.result?["shown_as_text"] == ["who", "task"])
    let listed = await world.append(["values": [1, "=A1"]])
    #expect(listed.result?["shown_as_text"] == [2])
    let plain = await world.append(["values": [1, "a"]])
    #expect(plain.result == ["file": "rows/alice/rows.csv", "rows": 1])
  }

  @Test func `a table with pipes goes on with pipes`() async throws {
    try world.put("t.csv", "id|amount\n1|20\n2|30\n")
    await world.append(["file": "t", "row": ["id": 3, "amount": 40]])
    await world.append(["file": "t", "values": [4, "a,b|c"]])
    #expect(try world.table("t.csv") == "id|amount\n1|20\n2|30\n3|40\n4|\"a,b|c\"\n")
    try world.put("one.csv", "task\nbuy|sell\n")
    await world.append(["file": "one", "row": ["task": "x|y"]])
    #expect(try world.table("one.csv") == "task\nbuy|sell\n\"x|y\"\n")
  }

  @Test func `a formula is kept where its binding says so, but not above a column`() async throws {
    await world.append(["file": "t", "row": ["=x": "=A1+B1", "b": "@SUM(A1)"]], formulas: .keep)
    #expect(try world.table("t.csv") == "'=x,b\r\n=A1+B1,@SUM(A1)\r\n")
    await world.append(["file": "t", "values": ["=A2", 2]], formulas: .text)
    #expect(try world.table("t.csv") == "'=x,b\r\n=A1+B1,@SUM(A1)\r\n'=A2,2\r\n")
  }

  @Test(
    arguments: [
      (["x": 1, "x\u{200B}": 2], "\"x\" twice, as \"x\" and \"x\\u{200B}\""),
      (["date": 1, "date ": 2], "\"date\" twice, as \"date\" and \"date \""),
      (["=a": 1, "'=a": 2], "\"'=a\" twice, as \"=a\" and \"'=a\""),
    ] as [(JSON, String)])
  func `two values for one column are an error that names both`(
    _ row: JSON, _ words: String
  ) async throws {
    for params in [["row": row], ["row": [row]]] as [JSON] {
      let result = await world.append(params)
      #expect(
        result.error == "The param row gives the column \(words): give one of them.")
      #expect(result.retry == .never && !world.folder.has("rows/alice/rows.csv"))
    }
  }

  @Test
  func `of columns with one name the first gets the value, so that a row stays as long as it is`()
    async throws
  {
    try world.put("t.csv", "day,n,n,n\n")
    await world.append(["file": "t", "row": ["n": 7, "day": "Monday"]])
    #expect(try world.table("t.csv") == "day,n,n,n\nMonday,7,,\n")
    await world.append(["file": "t", "row": ["n": 8, "new": 9]])
    #expect(try world.table("t.csv") == "day,n,n,n,new\nMonday,7,,,\n,8,,,9\n")
  }

  @Test(
    arguments: [
      (["rows": [["x": 1], nil]], "rows/1"), (["rows": ["a", ["x": 1]]], "rows/0"),
      (["rows": [[1, 2], 3]], "rows/1"), (["row": [["x": 1], nil]], "row/1"),
      (["values": [nil, [1]]], "values/0"),
    ] as [(JSON, String)])
  func `a row that is missing among others is an error that says where`(
    _ params: JSON, _ place: String
  ) async throws {
    let result = await world.append(params)
    #expect(
      result.error
        == "The param \(place) is no row: it must be an object of columns and values, or a "
        + "list of values.")
    #expect(result.retry == .never && !world.folder.has("rows/alice/rows.csv"))
  }

  @Test(
    arguments: [
      ["values": []], ["row": [:]], ["row": "a,b"], ["row": nil], [:], ["rows": [[1], []]],
      ["row": ["": 1]], ["row": ["\u{200B} ": 1]],
    ] as [JSON])
  func `what makes no row is refused, and nothing is written`(_ params: JSON) async throws {
    let result = await world.append(params)
    #expect(
      result.error?.hasPrefix("The param row") == true
        || result.error?.hasPrefix("The param values") == true)
    #expect(result.retry == .never)
    #expect(!world.folder.has("rows/alice/rows.csv"))
  }

  @Test func `a table has a thousand columns, and one more is an error that says the bound`()
    async throws
  {
    func columns(_ count: Int, from first: Int = 0) -> JSON {
      .object((first..<first + count).map { .init("c\($0)", 1) })
    }
    #expect(await world.append(["row": columns(1000)]).result != nil)
    let before = try world.table("rows.csv")
    let results = [
      await world.append(["row": columns(80_000)]),
      await world.append(["values": .array([JSON](repeating: 1, count: 80_000))]),
    ]
    for result in results {
      #expect(result.error?.hasSuffix("at most 1000 columns; there are 80000.") == true)
    }
    let more = await world.append(["row": columns(2, from: 999)])
    #expect(
      more.error == "The param row would make 1001 columns; a table has at most 1000.")
    #expect(try world.table("rows.csv") == before)
  }

  @Test func `ten thousand rows are added at once, and one more is an error`() async throws {
    let rows = [JSON](repeating: [1], count: 10_001)
    let many = await world.append(["rows": .array(rows)])
    #expect(many.error == "The param rows must have at most 10000 rows; there are 10001.")
    let most = await world.append(["rows": .array(Array(rows.dropFirst()))])
    #expect(most.result?["rows"] == 10_000)
  }

  @Test func `a first line without an end is no names of columns, and rows are added all the same`()
    async throws
  {
    try world.put("t.csv", String(repeating: "x", count: 2 << 20))
    let named = await world.append(["file": "t", "row": ["a": 1]])
    #expect(named.error?.contains("first line is too long") == true)
    #expect(await world.append(["file": "t", "values": [1]]).result != nil)
  }

  @Test func `tables of one person wait for each other, and for nobody else's`() async throws {
    let adapter = world.adapter()
    try await withThrowingTaskGroup { group in
      for number in 0..<40 {
        let row: JSON = ["row": .object([.init("c\(number % 8)", 1), .init("n", 1)])]
        group.addTask { [world] in
          await adapter.perform(world.call("append_row", row, of: "alice"))
        }
        group.addTask { [world] in
          await adapter.perform(world.call("append_row", ["row": ["n": 1]], of: "bob"))
        }
      }
      try await group.waitForAll()
    }
    let lines = try world.table("rows.csv").split(separator: "\r\n")
    #expect(lines.count == 41)
    #expect(Set(lines.map { $0.filter { $0 == "," }.count }) == [8])
    #expect(try world.folder.text("rows/bob/rows.csv").split(separator: "\r\n").count == 41)
  }
}
