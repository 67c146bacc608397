import Automations
import Engine
import Foundation
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

  @Test func `a name with a semicolon is no two columns`() async throws {
    await world.append(["row": ["date;v": 1]])
    await world.append(["row": ["date": 2, "date;v": 3]])
    #expect(try world.table("rows.csv") == "\"date;v\",date\r\n1,\r\n3,2\r\n")
    try world.put("t.csv", "a;b\n1\n")
    await world.append(["file": "t", "values": [2]])
    #expect(try world.table("t.csv") == "a;b\n1\n2\n")
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
