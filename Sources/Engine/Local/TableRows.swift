import Automations
import OrderedJSON

/// The rows that `append_row` adds: from `values`, `row` or `rows`. An object is a row by the names of
/// its columns, a list of values one as it is; a list of objects or lists is several.
struct TableRows {
  enum Row {
    case cells([Cell])
    case named([(name: Cell, cell: Cell)])
  }

  let rows: [Row]

  init(_ params: JSON, formulas: Formulas) throws(LocalFault) {
    guard let (name, value) = params.given(Signature.Table.rows) else {
      throw .param("row", rule: TableRows.rule)
    }
    let values = try TableRows.several(value, name)
    if let fault = ParamFault.ofRows(values, name) { throw LocalFault(fault) }
    var rows: [Row] = []
    for value in values { rows.append(try TableRows.row(value, name, formulas)) }
    self.rows = rows
  }

  /// Each name of a column once, in the order of the rows.
  var names: [Cell] {
    var seen: Set<String> = []
    return rows.flatMap { row -> [Cell] in
      guard case .named(let pairs) = row else { return [] }
      return pairs.map(\.name).filter { seen.insert($0.text).inserted }
    }
  }

  /// The columns with cells that begin with an apostrophe now, by name or counted from 1, each once and
  /// `Limits.namedInNotices` at most.
  var guarded: [JSON] {
    var (found, seen): ([JSON], Set<JSON>) = ([], [])
    for row in rows {
      let columns: [JSON] =
        switch row {
        case .cells(let cells): cells.indices.filter { cells[$0].isGuarded }.map { JSON($0 + 1) }
        case .named(let pairs): pairs.filter(\.cell.isGuarded).map { .string($0.name.text) }
        }
      for column in columns where seen.insert(column).inserted {
        found.append(column)
        guard found.count < Limits.namedInNotices else { return found }
      }
    }
    return found
  }

  /// The rows as records. Of columns of one name the first one gets a value of that name: a file may
  /// have a thousand such, and in each of them a row would be a thousand times as long.
  /// - Parameter columns: the names above the columns.
  func records(columns: [String], _ separator: CSV.Separator) -> [String] {
    let places = Dictionary(columns.enumerated().map { ($1, $0) }) { first, _ in first }
    return rows.map { row in
      switch row {
      case .cells(let cells): return CSV.record(cells.map(\.text), separator)
      case .named(let pairs):
        var texts = [String](repeating: "", count: columns.count)
        for pair in pairs {
          if let place = places[pair.name.text] { texts[place] = pair.cell.text }
        }
        return CSV.record(texts, separator)
      }
    }
  }

  private static let rowRule = "must be an object of columns and values, or a list of values"
  private static let rule =
    "must be an object of columns and values, a list of values, or a list of such objects or lists"

  private static func several(_ value: JSON, _ name: String) throws(LocalFault) -> [JSON] {
    switch value {
    case .object: return [value]
    case .array(let elements) where !elements.isEmpty:
      let areRows = elements.map { $0.elements != nil || $0.members != nil }
      guard areRows.contains(true) else { return [value] }
      guard let other = areRows.firstIndex(of: false) else { return elements }
      // One row may have a cell with parts; one of several may not be missing.
      let isOneRow = name != "rows" && elements.contains { $0.word != nil }
      guard isOneRow else { throw .param("\(name)/\(other)", rule: "is no row: it \(rowRule)") }
      return [value]
    default: throw .param(name, rule: rule)
    }
  }

  private static func row(
    _ value: JSON, _ name: String, _ formulas: Formulas
  ) throws(LocalFault) -> Row {
    let count = value.members?.count ?? value.elements?.count ?? 0
    guard count > 0 else { throw .param(name, rule: "has a row without a value") }
    guard let members = value.members else {
      return .cells((value.elements ?? []).map { Cell($0, formulas: formulas) })
    }
    let pairs = members.map {
      (name: Cell(name: $0.key), cell: Cell($0.value, formulas: formulas))
    }
    guard pairs.allSatisfy({ !$0.name.text.isEmpty }) else {
      throw .param(name, rule: "has a column without a name")
    }
    var columns: [String: String] = [:]
    for (pair, member) in zip(pairs, members) {
      guard let other = columns.updateValue(member.key, forKey: pair.name.text) else { continue }
      throw .param(
        name,
        rule:
          "gives the column \"\(pair.name.text.cut(toBytes: Limits.quotedNameBytes))\" twice, as "
          + "\(other.withInvisibleShown) and \(member.key.withInvisibleShown): give one of them")
    }
    return .named(pairs)
  }
}
