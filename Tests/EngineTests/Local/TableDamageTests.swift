import Automations
import Engine
import Foundation
import Glibc
import OrderedJSON
import TestSupport
import Testing

/// Files to which no row can be added without damage, and tables with semicolons.
@Suite struct TableDamageTests {
  private let world: LocalWorld

  init() throws { world = try LocalWorld() }

  @Test(
    arguments: [
      (Array("\u{FEFF}date,v\n1,2\n".utf16).flatMap(littleEndian), "UTF-16"),
      (Array("\u{FEFF}date,v\n1,2\n".utf16).flatMap { littleEndian($0).reversed() }, "UTF-16"),
      (Array("date,v\n1,2\n".utf16).flatMap(littleEndian), "bytes that are 0"),
      (Array("date,v".utf8) + [0xFC, 0x0A], "not written in UTF-8"),
      (Array("date,".utf8) + [0xFC] + Array("v".utf8), "not written in UTF-8"),
      (Array("date,\"v".utf8), "within quotes"), (Array("date,\"v\n".utf8), "within quotes"),
      (Array("date,v\n1,\"2\n3,4\n".utf8), "within quotes"),
    ] as [([UInt8], String)])
  func `a file that rows would damage is left as it is, and the error says what would be right`(
    _ bytes: [UInt8], _ words: String
  ) async throws {
    try world.folder.write("rows/alice/t.csv", Data(bytes))
    for row in [["row": ["date": 1]], ["row": ["date": 1, "new": 2]], ["values": [1, 2]]] as [JSON]
    {
      let params = JSON.object((row.members ?? []) + [.init("file", "t")])
      let result = await world.append(params)
      let error = try #require(result.error)
      #expect(error.hasPrefix("rows/alice/t.csv ") && error.contains(words))
      #expect(error.hasSuffix("; nothing in it was changed."))
      #expect(result.retry == .never)
      #expect(
        try Data(contentsOf: URL(filePath: world.folder.file("rows/alice/t.csv"))) == Data(bytes))
    }
  }

  @Test func `cells of another encoding stay, and get no neighbours in UTF-8`() async throws {
    let bytes = Array("date,v\n1,M".utf8) + [0xFC, 0x0A]
    try world.folder.write("rows/alice/t.csv", Data(bytes))
    for row in [["date": 2, "v": "Mü"], ["date": 2, "ü": 1]] as [JSON] {
      let result = await world.append(["file": "t", "row": row])
      #expect(result.error?.contains("is not written in UTF-8") == true)
    }
    #expect(await world.append(["file": "t", "row": ["date": 2, "v": "x", "w": 3]]).result != nil)
    let file = URL(filePath: world.folder.file("rows/alice/t.csv"))
    #expect(
      try Array(Data(contentsOf: file))
        == Array("date,v,w\n1,M".utf8) + [0xFC] + Array(",\n2,x,3\n".utf8))
  }

  @Test func `quotes that do not end within what is read of a first line are none to write behind`()
    async throws
  {
    try world.put("t.csv", "\"" + String(repeating: "x", count: 2 << 20))
    let result = await world.append(["file": "t", "values": [1]])
    #expect(result.error?.contains("within quotes") == true)
  }

  @Test func `a table with semicolons gets rows and columns with semicolons`() async throws {
    try world.put("t.csv", "date;v\n1;2,5\n")
    await world.append(["file": "t", "row": ["v": "a;b", "date": "x,y"]])
    await world.append(["file": "t", "values": [3, 4]])
    await world.append(["file": "t", "row": ["v": 5, "w": 6]])
    #expect(
      try world.table("t.csv") == "date;v;w\n1;2,5;\n\"x,y\";\"a;b\";\n3;4;\n;5;6\n")
  }

  @Test(
    arguments: [
      ("date;v\n1;2\n", ["row": ["note": "x"]], "date;v;note\n1;2;\n;;x\n"),
      ("date;v\n1;2\n", ["values": [3, 4, 5]], "date;v\n1;2\n3;4;5\n"),
      ("date;v\n", ["values": [3]], "date;v\n3\n"),
      (
        "date\tamount\n1\t2,5\n", ["row": ["amount": "a\tb", "date": 3]],
        "date\tamount\n1\t2,5\n3\t\"a\tb\"\n"
      ),
      (
        "date\tamount\n1\t2\n", ["row": ["date": 3, "note": "x"]],
        "date\tamount\tnote\n1\t2\t\n3\t\tx\n"
      ),
      ("date\tamount\n1\t2\n", ["values": [3, 4, 5]], "date\tamount\n1\t2\n3\t4\t5\n"),
      (
        "Name, first;v\n1;2,5\n3;4\n", ["values": [5, 6]],
        "Name, first;v\n1;2,5\n3;4\n5;6\n"
      ),
      ("date,v\n1,a;b\n2,c\n", ["values": [3, "d"]], "date,v\n1,a;b\n2,c\n3,d\n"),
      ("\na;b\n1;2\n", ["values": [3, 4]], "\na;b\n1;2\n3;4\n"),
      ("a;b;c\n1;2\n", ["values": [3, 4]], "a;b;c\n1;2\n3;4\n"),
    ] as [(String, JSON, String)])
  func `a table keeps its separator, whatever is added`(
    _ before: String, _ added: JSON, _ after: String
  ) async throws {
    try world.put("t.csv", before)
    let result = await world.append(.object((added.members ?? []) + [.init("file", "t")]))
    #expect(result.result?["rows"] == 1)
    #expect(try world.table("t.csv") == after)
  }

  @Test(
    arguments: [
      ("sep=;\r\ndate;v\r\n1;2\r\n", "sep=;\r\ndate;v;w\r\n1;2;\r\n3;;4\r\n5;6\r\n"),
      ("sep=,\ndate,v\n", "sep=,\ndate,v,w\n3,,4\n5,6\n"),
      ("\u{FEFF}SEP=\t\ndate\n", "\u{FEFF}SEP=\t\ndate\tw\n3\t4\n5\t6\n"),
      ("\"sep=;\"\ndate\n", "\"sep=;\"\ndate;w\n3;4\n5;6\n"),
      ("sep=;", "sep=;\r\ndate;w\r\n3;4\r\n5;6\r\n"),
      ("sep=;\r\n", "sep=;\r\ndate;w\r\n3;4\r\n5;6\r\n"),
    ])
  func `a line that names the separator stays before the names of columns`(
    _ before: String, _ after: String
  ) async throws {
    try world.put("t.csv", before)
    await world.append(["file": "t", "row": ["date": 3, "w": 4]])
    await world.append(["file": "t", "values": [5, 6]])
    #expect(try Array(world.table("t.csv").utf8) == Array(after.utf8))
  }

  @Test func `a separator that no row can be written with is an error, and nothing changes`()
    async throws
  {
    try world.put("t.csv", "sep=:\na:b\n")
    for params in [["row": ["a": 1]], ["values": [1]]] as [JSON] {
      let result = await world.append(.object((params.members ?? []) + [.init("file", "t")]))
      #expect(
        result.error
          == "rows/alice/t.csv has a separator in its first line that is none of ; , | and a tab: save it "
          + "with one; nothing in it was changed.")
    }
    #expect(try world.table("t.csv") == "sep=:\na:b\n")
  }

  @Test(
    arguments: [
      "2026-01-01,Oslo\r\n", "Oslo,2026-01-01\n", "Alice,Oslo\n", "Alice,Oslo\nBob,Bergen\n",
      "ok,done\nok,more\n", "alice@a.example,x\n", "€ 5,x\n", "x,https://a.example/\n", "true,x\n",
    ])
  func `a first row that may be data becomes no names of columns`(_ text: String) async throws {
    try world.put("t.csv", text)
    let result = await world.append(["file": "t", "row": ["note": "x"]])
    let error = try #require(result.error)
    #expect(
      error.hasPrefix(
        "The param row/note is no column of the file, whose first line cannot be told to be names and "
          + "has none of the row's: it has "))
    #expect(error.hasSuffix("; one of them, or another file, would be right."))
    #expect(result.retry == .never)
    #expect(try world.table("t.csv") == text)
  }

  @Test func `a row made by values is no first line for names either`() async throws {
    await world.append(["values": ["2026-01-01", "Oslo"]])
    let result = await world.append(["row": ["note": "x"]])
    #expect(result.error?.hasPrefix("The param row/note is no column") == true)
    #expect(try world.table("rows.csv") == "2026-01-01,Oslo\r\n")
  }

  @Test(
    arguments: [
      ("name,due_date\nAlice,Monday\n", "name,due_date,note\nAlice,Monday,\n,,x\n"),
      ("Name,Price\nApple,1.5\n", "Name,Price,note\nApple,1.5,\n,,x\n"),
      ("Name,Datum\nApfel,01.02.2026\n", "Name,Datum,note\nApfel,01.02.2026,\n,,x\n"),
    ])
  func `a first line that shows to be names gets a column for a name of which it has none`(
    _ before: String, _ after: String
  ) async throws {
    try world.put("t.csv", before)
    await world.append(["file": "t", "row": ["note": "x"]])
    #expect(try world.table("t.csv") == after)
  }

  @Test func `a column that would make short rows a file over its bound is refused`() async throws {
    let before = "a\n" + String(repeating: "1\n", count: 100_000)
    try world.put("t.csv", before)
    let row = JSON.object([.init("a", 1)] + (0..<999).map { .init("c\($0)", 1) })
    let result = await world.append(["file": "t", "row": row])
    #expect(
      result.error
        == "The param row/c0 is a new column, which would make the file 95 MiB long, of at "
        + "most 64; begin another file.")
    #expect(result.retry == .never)
    #expect(try world.table("t.csv") == before)
    #expect(try world.folder.names("rows/alice") == ["t.csv"])
  }

  @Test func `a name with a semicolon is no two columns`() async throws {
    await world.append(["row": ["date;v": 1]])
    await world.append(["row": ["date": 2, "date;v": 3]])
    #expect(try world.table("rows.csv") == "\"date;v\",date\r\n1,\r\n3,2\r\n")
    try world.put("t.csv", "a;b\n1\n")
    await world.append(["file": "t", "values": [2]])
    #expect(try world.table("t.csv") == "a;b\n1\n2\n")
  }

  /// Whoever may do anything opens any folder.
  @Test(.enabled(if: geteuid() != 0))
  func
    `where its folder cannot be opened a table stays as it is, and the row comes with another try`()
    async throws
  {
    try world.put("t.csv", "date\n1\n")
    let folder = world.folder.file("rows/alice")
    func allow(_ mode: Int) throws {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder)
    }
    try allow(0o300)
    let result = await world.append(["file": "t", "row": ["date": 2, "new": 3]])
    try allow(0o700)
    #expect(result.retry == .notTaken(after: nil))
    #expect(try world.table("t.csv") == "date\n1\n")
  }

  @Test func `a path is told below the data folder, whatever letters that has`() async throws {
    let folder = world.folder.file("Größe é")
    try world.folder.write("Größe é/rows/alice/t.csv", Data([0xFF, 0xFE]))
    let adapter = LocalAdapter(folder: folder, sendmail: nil)
    let result = await adapter.perform(
      world.call("append_row", ["file": "t", "values": [1]]))
    #expect(result.error?.hasPrefix("rows/alice/t.csv is written in UTF-16") == true)
  }
}

private func littleEndian(_ unit: UInt16) -> [UInt8] { [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
