import OrderedJSON

/// The rows that `append_row` adds: from `values`, else `row`; a list is one row, a list of lists
/// several, an object one row by the names of its columns.
struct TableRows {
  private enum Shape {
    case lists([[JSON]])
    case named([JSON.Member])
  }

  private let shape: Shape

  init(_ params: JSON) throws(LocalFault) {
    let name = params["values"] == nil ? "row" : "values"
    switch params[name] {
    case .object(let members)? where !members.isEmpty: shape = .named(members)
    case .array(let elements)? where !elements.isEmpty:
      let lists = elements.compactMap(\.elements)
      shape = .lists(lists.count == elements.count ? lists : [elements])
    default:
      throw .param(name, rule: "must be a list of values, a list of such lists, or an object")
    }
  }

  var count: Int {
    switch shape {
    case .lists(let lists): lists.count
    case .named: 1
    }
  }

  /// The text to add to the file.
  /// - Parameter header: the file's first record; `nil` where there is no file, which then gets the
  ///   names of an object's columns as its first.
  func lines(header: [String]?) throws(LocalFault) -> String {
    switch shape {
    case .lists(let lists):
      return lists.map { CSV.line($0.map(\.cell)) }.joined()
    case .named(let members):
      guard let header else {
        return CSV.line(members.map(\.key)) + CSV.line(members.map(\.value.cell))
      }
      if let stranger = members.first(where: { !header.contains($0.key) }) {
        let columns = header.joined(separator: ", ")
        throw .param(
          "row/\(stranger.key)", rule: "is no column of the file, which has \(columns)")
      }
      let row = JSON.object(members)
      return CSV.line(header.map { row[$0]?.cell ?? "" })
    }
  }

  /// Which file the params name, without its ending.
  static func fileName(_ params: JSON) -> String {
    let names = ["file", "spreadsheet_id", "sheet"].compactMap { params[$0]?.text }
      .filter { !$0.isEmpty }
    return names.isEmpty ? "rows" : names.map { FileName($0).description }.joined(separator: ".")
  }
}

extension JSON {
  fileprivate var cell: String {
    switch self {
    case .null: ""
    case .string(let text): text
    default: serialized
    }
  }
}
