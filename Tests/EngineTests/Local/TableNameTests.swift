import Automations
import Engine
import OrderedJSON
import TestSupport
import Testing

/// Which file rows go to: the same for the same names, and no other's.
@Suite struct TableNameTests {
  private let world: LocalWorld

  init() throws { world = try LocalWorld() }

  @Test(arguments: ["prices", "prices.csv", "prices.CSV", "prices.csv ", "\n prices\t"])
  func `a file is named with its ending or without, and with white space around or without`(
    _ name: String
  ) async throws {
    let result = await world.append(["file": .string(name), "values": [1]])
    #expect(result.result?["file"] == "rows/alice/prices.csv")
  }

  @Test func `what an older program called prices.csv.csv goes on as prices.csv`() async throws {
    try world.put("prices.csv.csv", "a\n1\n")
    await world.append(["file": "prices.csv", "row": ["a": 2]])
    #expect(try world.folder.names("rows/alice") == ["prices.csv"])
    #expect(try world.table("prices.csv") == "a\n1\n2\n")
  }

  @Test func `a table that somebody calls prices.csv.csv is taken over by no other`() async throws {
    let named = await world.append(["file": "prices.csv.csv", "row": ["a": 1]])
    let sheet = await world.append(["file": "prices", "sheet": "csv", "row": ["a": 2]])
    let other = await world.append(["file": "prices.csv", "row": ["a": 3]])
    let files = [named, sheet, other].map { $0.result?["file"]?.text }
    #expect(
      files == [
        "rows/alice/prices%2Ecsv.csv", "rows/alice/prices.%63sv.csv", "rows/alice/prices.csv",
      ])
    #expect(try world.table("prices%2Ecsv.csv") == "a\r\n1\r\n")
    #expect(try world.table("prices.csv") == "a\r\n3\r\n")
  }

  @Test func `a number names a table, and what has parts does not`() async {
    let year = await world.append(["file": 2026, "sheet": " ", "values": [1]])
    #expect(year.result?["file"] == "rows/alice/2026.csv")
    let list = await world.append(["file": "a", "sheet": ["Q1"], "values": [1]])
    #expect(list.error == "The param sheet must be a text.")
    #expect(list.retry == .never && !world.folder.has("rows/alice/a.csv"))
  }

  @Test func `parts of a name with dots are told from each other`() async throws {
    let names: [JSON] = [
      ["file": "a.b", "sheet": "c"], ["file": "a", "sheet": "b.c"],
      ["file": "a", "spreadsheet_id": "b", "sheet": "c"], ["file": "a.b.csv", "sheet": "c.csv"],
    ]
    var files: [String?] = []
    for name in names {
      let params = JSON.object((name.members ?? []) + [.init("values", [1])])
      files.append(await world.append(params).result?["file"]?.text)
    }
    #expect(Set(files).count == 3 && files[3] == files[0])
  }

  @Test func `parts of a long name are told from each other too`() async throws {
    let (first, second) = (String(repeating: "a", count: 100), String(repeating: "b", count: 100))
    let sheet = await world.append([
      "file": .string(first), "sheet": .string(second), "values": [1],
    ])
    let file = await world.append(["file": .string(first + "." + second), "values": [1]])
    let names = [sheet, file].map { $0.result?["file"]?.text }
    #expect(names.allSatisfy { $0?.contains("~") == true } && names[0] != names[1])
  }

  @Test func `a table with dots in the parts of its name goes on where it lies`() async throws {
    try world.put("Sales.2026.Q1.csv", "a\n1\n")
    let name: [JSON.Member] = [.init("file", "Sales.2026"), .init("sheet", "Q1")]
    for _ in 0..<2 {
      let result = await world.append(.object(name + [.init("row", ["a": 2])]))
      #expect(result.result?["file"] == "rows/alice/Sales.2026.Q1.csv")
    }
    #expect(try world.table("Sales.2026.Q1.csv") == "a\n1\n2\n2\n")
  }

  @Test func `no two names lead to one folder, and short ones lie where they lay`() async throws {
    let long = String(repeating: "x", count: 300)
    let names = ["bob", "a.b", ".a", long, long + "y", String(repeating: "ü", count: 40)]
    var folders: Set<String> = []
    for name in names {
      let result = await world.append(["values": [1]], of: name)
      let file = try #require(result.result?["file"]?.text)
      folders.insert(file)
      // Whoever calls himself as the folder of another is called shares nothing with him.
      let folder = String(file.split(separator: "/")[1])
      let namesake = await world.append(["values": [1]], of: folder)
      if folder != name { #expect(namesake.result?["file"]?.text != file) }
    }
    #expect(folders.count == names.count)
    #expect(folders.contains("rows/bob/rows.csv") && folders.contains("rows/%2Ea/rows.csv"))
    #expect(folders.allSatisfy { $0.utf8.count < 120 })
  }
}
