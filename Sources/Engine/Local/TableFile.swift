import OrderedJSON
import Scheduling

/// A table in a file, to which rows are added so that what stands in it stays as it is: its byte order
/// mark, its line breaks, its separators, its cells.
struct TableFile {
  let path: String
  private let size: Int
  private let form: TableForm?
  /// `nil`: there is no record yet, not even a blank one.
  private let head: Head?
  /// Whether its last line has its line break.
  private let isEnded: Bool
  /// Whether all that is read of it first is UTF-8.
  private let isUTF8: Bool

  /// The first record.
  private struct Head {
    /// `nil`: the line is longer than what is read of it.
    let names: TableNames?
    let lineBreak: String
  }

  /// - Throws: also where the file is no table that rows can be added to. Of one with up to
  ///   `Limits.headerBytes` all of it is looked at, of a longer one as much.
  init(_ path: String) throws(LocalFault) {
    self.path = path
    guard let (bytes, size) = try Files.read(path, count: Limits.headerBytes), size > 0 else {
      (form, head, size, isEnded, isUTF8) = (nil, nil, 0, true, true)
      return
    }
    self.size = size
    try TableFile.checkEncoding(bytes, isWhole: bytes.count == size, path)
    let form = try TableForm(bytes, path)
    self.form = form
    isUTF8 = TableFile.isUTF8(bytes[...], isCut: bytes.count < size)
    let last = try Files.lastByte(of: path)
    let isLineEnd = last == 0x0A || last == 0x0D
    var reader = CSVReader(bytes, from: form.start, form.separator)
    var none: [[UInt8]]?
    guard let record = reader.record(into: &none) else {
      // There is a line that names the separator, or a byte order mark alone.
      (head, isEnded) = (nil, isLineEnd || bytes.count <= 3)
      return
    }
    isEnded = isLineEnd
    try TableFile.checkQuotes(record, reader, isWhole: bytes.count == size, path)
    let isWhole = !record.lineBreak.isEmpty || bytes.count == size
    let lineBreak = String(decoding: bytes[record.lineBreak], as: UTF8.self)
    head = Head(
      names: isWhole ? TableNames(bytes, form) : nil,
      lineBreak: lineBreak.isEmpty ? "\r\n" : lineBreak)
  }

  /// Adds rows; those by name in the columns of their names, which come to the end of the table where
  /// they are new.
  func add(_ table: TableRows) throws(LocalFault) {
    let names = table.names.map(\.text)
    let separator = form?.separator ?? .comma
    guard let form, let head else {
      guard names.count <= Limits.columns else { throw TableFile.tooWide(names.count) }
      let header = names.isEmpty ? [] : [CSV.record(names, separator)]
      return try append(header + table.records(columns: names, separator))
    }
    guard !names.isEmpty else { return try append(table.records(columns: [], separator)) }
    guard let columns = head.names?.names, columns.count <= Limits.columns else {
      throw .param("file", rule: "names a file whose first line is too long for names of columns")
    }
    let known = Set(columns)
    let new = names.filter { !known.contains($0) }
    guard let first = new.first else {
      return try append(table.records(columns: columns, separator))
    }
    guard new.count < names.count || head.names?.areNames == true else {
      let has =
        columns.contains { !$0.isEmpty }
        ? "cannot be told to be names and has none of the row's: it has \(columns.listedInBrief); "
          + "one of them, or another file, would be right"
        : "is blank: names of columns would be right"
      throw .param("row/\(first)", rule: "is no column of the file, whose first line \(has)")
    }
    guard size <= Limits.rewrittenTableBytes,
      let bytes = try Files.read(path, count: Limits.rewrittenTableBytes)?.bytes
    else {
      throw TableFile.tooLong(new, "and the file is over \(Limits.rewrittenTableBytes >> 20) MiB")
    }
    let wider = try WiderTable(bytes, form, head.lineBreak, columns: columns, new: new, table, path)
    try Files.writeWhole(wider.bytes, to: path)
  }

  private func append(_ records: [String]) throws(LocalFault) {
    let lineBreak = head?.lineBreak ?? "\r\n"
    guard isUTF8 || TableFile.areASCII(records) else { throw TableFile.notUTF8(path) }
    let text = (isEnded ? "" : lineBreak) + records.map { $0 + lineBreak }.joined()
    try Files.append(Array(text.utf8), to: path)
  }

  static func tooWide(_ count: Int) -> LocalFault {
    .param("row", rule: "would make \(count) columns; a table has at most \(Limits.columns)")
  }

  /// - Parameter new: names of columns.
  static func tooLong(_ new: [String], _ words: String) -> LocalFault {
    .param("row/\(new.first ?? "")", rule: "is a new column, \(words); begin another file")
  }
}
