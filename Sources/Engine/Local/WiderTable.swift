import OrderedJSON

/// A table with more columns, and with rows that have them behind it.
struct WiderTable {
  /// Of the file.
  private(set) var bytes: [UInt8] = []

  /// - Parameters:
  ///   - old: the bytes of the file as it is.
  ///   - lineBreak: for lines that have none.
  ///   - columns: the names that it has.
  ///   - new: those that come to them.
  /// - Throws: also where it would have over `Limits.rewrittenTableBytes`: a row of one cell is made as
  ///   long as there are columns.
  init(
    _ old: [UInt8], _ form: TableForm, _ lineBreak: String, columns: [String], new: [String],
    _ table: TableRows, _ path: String
  ) throws(LocalFault) {
    let separator = form.separator
    var none: [[UInt8]]?
    var (reader, width) = (CSVReader(old, from: form.start, separator), columns.count)
    var (lineCount, cellCount) = (0, 0)
    while let record = reader.record(into: &none) {
      guard !record.isOpen else { throw TableFile.openQuotes(path) }
      width = max(width, record.cellCount)
      // The first line is the names, be it blank.
      guard lineCount == 0 || !record.isBlank else { continue }
      (lineCount, cellCount) = (lineCount + 1, cellCount + record.cellCount)
    }
    // A row may be longer than the first line: its cells are no new column's.
    let columns = columns + [String](repeating: "", count: width - columns.count) + new
    guard columns.count <= Limits.columns else { throw TableFile.tooWide(columns.count) }

    let names = CSV.record(new, separator)
    let records = table.records(columns: columns, separator)
    let added = records.reduce(names.utf8.count) { $0 + $1.utf8.count + lineBreak.utf8.count }
    // At most: separators bring each line to as many cells, and the last one may lack its line break.
    let size =
      old.count + lineCount * columns.count - cellCount + added + lineBreak.utf8.count
    guard size <= Limits.rewrittenTableBytes else {
      throw TableFile.tooLong(
        new,
        "which would make the file \(size >> 20) MiB long, of at most "
          + "\(Limits.rewrittenTableBytes >> 20)")
    }
    guard TableFile.areASCII(records + new) || TableFile.isUTF8(old[...], isCut: false) else {
      throw TableFile.notUTF8(path)
    }

    bytes.reserveCapacity(size)
    bytes += old[..<form.start]
    reader = CSVReader(old, from: form.start, separator)
    var isNames = true
    while let record = reader.record(into: &none) {
      bytes += old[record.place]
      if isNames || !record.isBlank {
        let count = (isNames ? width + 1 : columns.count) - record.cellCount
        for _ in 0..<max(0, count) { bytes.append(separator.byte) }
      }
      if isNames { bytes += names.utf8 }
      isNames = false
      if record.lineBreak.isEmpty {
        bytes += lineBreak.utf8
      } else {
        bytes += old[record.lineBreak]
      }
    }
    for record in records { bytes += (record + lineBreak).utf8 }
  }
}
