import Automations
import OrderedJSON

/// Which file the params of a call name: the parts that they give, with dots between, each without white
/// space around, as it is or with its ending.
///
/// Different parts name different files. A dot within one of several parts is escaped, so that it is
/// not one between them; so are all dots of a name that still has an ending when its last is taken
/// off. Hence no name given to this program ends in `.csv.csv`, and a file that does is an older
/// program's, which did not take endings off.
struct TableName {
  let file: String
  /// Where older programs left the same table, the newest first.
  private let former: [String]

  init(_ params: JSON) throws(LocalFault) {
    var given: [String] = []
    for name in Signature.Table.file {
      guard let value = params[name], !value.isNull else { continue }
      guard let word = value.word else { throw .param(name, rule: "must be a text") }
      if !word.trimmedOfWhiteSpace.isEmpty { given.append(word) }
    }
    guard !given.isEmpty else {
      (file, former) = ("rows.csv", [])
      return
    }
    let parts = given.map { $0.trimmedOfWhiteSpace.withoutEnding }
    let escapesDots = parts.count > 1 || parts.contains { String($0).withoutEnding != $0 }
    var names = parts.map { FileName($0, escapingDots: escapesDots).description }
    if names.count > 1, let last = names.last, last.lowercased() == "csv" {
      names[names.count - 1] = (last.first == "c" ? "%63" : "%43") + last.dropFirst()
    }
    let file = TableName.joined(names) + ".csv"
    let older = [parts.map { FileName($0).description }, given.map { FileName($0).description }]
    self.file = file
    former = older.map { TableName.joined($0) + ".csv" }.filter { $0 != file }
  }

  /// The file's place, where rows are added: the table of an older program goes on, under its present
  /// name where nobody can mean another by the former.
  /// - Parameter folder: of the tables of one person.
  func place(in folder: String) throws(LocalFault) -> String {
    guard !Files.exist("\(folder)/\(file)"),
      let older = former.first(where: { Files.exist("\(folder)/\($0)") })
    else { return file }
    guard older.lowercased().hasSuffix(".csv.csv") else { return older }
    try Files.rename("\(folder)/\(older)", to: "\(folder)/\(file)")
    return file
  }

  private static func joined(_ parts: [String]) -> String {
    let name = parts.joined(separator: ".")
    // No part has a NUL: what is one part here and two there is told apart.
    return name.utf8.count <= Limits.tableNameBytes
      ? name : FileName.cut(name, of: parts.joined(separator: "\0"))
  }
}

extension String {
  fileprivate var withoutEnding: Substring {
    let isTable = utf8.count > 4 && suffix(4).lowercased() == ".csv"
    return isTable ? dropLast(4) : self[...]
  }
}
