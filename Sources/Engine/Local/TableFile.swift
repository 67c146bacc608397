import OrderedJSON
import Scheduling

/// A table in a file, to which rows are added so that what stands in it stays as it is: its byte order
/// mark, its line breaks, its separators, its cells.
struct TableFile {
  let path: String
  /// What the file begins with; `nil`: there is no file, or no more than a byte order mark in it.
  private let head: Head?
  private let size: Int
  /// Whether its last line has its line break.
  private let isEnded: Bool
  /// Whether all that is read of it first is UTF-8.
  private let isUTF8: Bool

  /// The first record.
  private struct Head {
    /// As they are compared: what is seen of them. `nil`: the line is longer than what is read of it.
    let names: [String]?
    /// The same where semicolons separate them; `nil`: they do not.
    let namesBySemicolon: [String]?
    let lineBreak: String
  }

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// - Throws: also where the file is no table that rows can be added to. Of one with up to
  ///   `Limits.headerBytes` all of it is looked at, of a longer one as much.
  init(_ path: String) throws(LocalFault) {
    self.path = path
    guard let (bytes, size) = try Files.read(path, count: Limits.headerBytes), size > 0 else {
      (head, size, isEnded, isUTF8) = (nil, 0, true, true)
      return
    }
    self.size = size
    let start = TableFile.start(of: bytes)
    isUTF8 = TableFile.isUTF8(bytes[...], isCut: bytes.count < size)
    var reader = CSVReader(bytes, from: start)
    var cells: [[UInt8]]? = []
    guard let record = reader.record(into: &cells) else {
      (head, isEnded) = (nil, true)
      return
    }
    let isWhole = !record.lineBreak.isEmpty || bytes.count == size
    try TableFile.checkEncoding(bytes, firstLine: record.place, isCut: !isWhole, path)
    try TableFile.checkQuotes(record, reader, isWhole: bytes.count == size, path)
    let last = try Files.lastByte(of: path)
    isEnded = last == 0x0A || last == 0x0D
    let lineBreak = String(decoding: bytes[record.lineBreak], as: UTF8.self)
    head = Head(
      names: isWhole ? TableFile.names(cells) : nil,
      namesBySemicolon: isWhole && record.cellCount == 1
        ? TableFile.namesBySemicolon(bytes, from: start) : nil,
      lineBreak: lineBreak.isEmpty ? "\r\n" : lineBreak)
  }

  /// Adds rows; those by name in the columns of their names, which come to the end of the table where
  /// they are new.
  func add(_ table: TableRows) throws(LocalFault) {
    let names = table.names.map(\.text)
    guard let head else {
      guard names.count <= Limits.columns else { throw tooWide(names.count) }
      let header = names.isEmpty ? [] : [CSV.record(names)]
      return try append(header + table.records(columns: names, .comma))
    }
    let separator = table.fit(head.namesBySemicolon) ? CSV.Separator.semicolon : .comma
    guard !names.isEmpty else { return try append(table.records(columns: [], separator)) }
    let columns = separator == .semicolon ? head.namesBySemicolon : head.names
    guard let columns, columns.count <= Limits.columns else {
      throw .param("file", rule: "names a file whose first line is too long for names of columns")
    }
    let known = Set(columns)
    let new = names.filter { !known.contains($0) }
    guard let first = new.first else {
      return try append(table.records(columns: columns, separator))
    }
    guard new.count < names.count || TableFile.areNames(columns) else {
      let has =
        columns.contains { !$0.isEmpty }
        ? "names none: it has \(columns.listedInBrief)"
        : "is blank: names of columns would be right"
      throw .param("row/\(first)", rule: "is no column of the file, whose first line \(has)")
    }
    try rewrite(columns, head.lineBreak, with: new, table, separator)
  }

  private func append(_ records: [String]) throws(LocalFault) {
    let lineBreak = head?.lineBreak ?? "\r\n"
    guard isUTF8 || TableFile.areASCII(records) else { throw TableFile.notUTF8(path) }
    let text = (isEnded ? "" : lineBreak) + records.map { $0 + lineBreak }.joined()
    try Files.append(Array(text.utf8), to: path)
  }

  /// Writes the file anew with more columns, and the rows behind it.
  private func rewrite(
    _ columns: [String], _ lineBreak: String, with new: [String], _ table: TableRows,
    _ separator: CSV.Separator
  ) throws(LocalFault) {
    guard size <= Limits.rewrittenTableBytes,
      let bytes = try Files.read(path, count: Limits.rewrittenTableBytes)?.bytes
    else {
      throw .param(
        "row/\(new.first ?? "")",
        rule: "is a new column, and the file is over \(Limits.rewrittenTableBytes >> 20) MiB; "
          + "begin another file")
    }
    let start = TableFile.start(of: bytes)
    var none: [[UInt8]]?
    var (reader, width) = (CSVReader(bytes, from: start, separator), columns.count)
    while let record = reader.record(into: &none) {
      width = max(width, record.cellCount)
      guard !record.isOpen else { throw TableFile.openQuotes(path) }
    }
    // A row may be longer than the first line: its cells are no new column's.
    let columns = columns + [String](repeating: "", count: width - columns.count) + new
    guard columns.count <= Limits.columns else { throw tooWide(columns.count) }

    let records = table.records(columns: columns, separator)
    guard TableFile.areASCII(records + new) || TableFile.isUTF8(bytes[...], isCut: false) else {
      throw TableFile.notUTF8(path)
    }
    var output = Array(bytes[..<start])
    output.reserveCapacity(bytes.count + bytes.count / 4)
    func end(_ record: CSVReader.Record, filledTo count: Int, _ more: String = "") {
      output += [UInt8](repeating: separator.byte, count: max(0, count - record.cellCount))
      output += Array(more.utf8)
      output += record.lineBreak.isEmpty ? Array(lineBreak.utf8) : Array(bytes[record.lineBreak])
    }
    reader = CSVReader(bytes, from: start, separator)
    if let header = reader.record(into: &none) {
      output += bytes[header.place]
      end(header, filledTo: width, String(separator.rawValue) + CSV.record(new, separator))
    }
    while let record = reader.record(into: &none) {
      output += bytes[record.place]
      end(record, filledTo: record.isBlank ? 0 : columns.count)
    }
    for record in records { output += Array((record + lineBreak).utf8) }
    try Files.writeWhole(output, to: path)
  }

  private func tooWide(_ count: Int) -> LocalFault {
    .param("row", rule: "would make \(count) columns; a table has at most \(Limits.columns)")
  }
}

extension TableFile {
  private static func start(of bytes: [UInt8]) -> Int { bytes.starts(with: mark) ? mark.count : 0 }

  private static func names(_ cells: [[UInt8]]?) -> [String] {
    (cells ?? []).map { String(decoding: $0, as: UTF8.self).visible }
  }

  /// - Parameter bytes: of which the first record has no comma between cells.
  private static func namesBySemicolon(_ bytes: [UInt8], from start: Int) -> [String]? {
    var reader = CSVReader(bytes, from: start, .semicolon)
    var cells: [[UInt8]]? = []
    guard let record = reader.record(into: &cells), record.cellCount > 1 else { return nil }
    return names(cells)
  }

  /// Whether a first line looks like names of columns, and not like a row: each is there, each once,
  /// and none is a number.
  private static func areNames(_ columns: [String]) -> Bool {
    Set(columns).count == columns.count && columns.allSatisfy { !$0.isEmpty && Double($0) == nil }
  }
}
