/// How a file writes its table, as told by what it begins with.
struct TableForm {
  let separator: CSV.Separator
  /// Where the first record begins: behind a byte order mark, and behind a line that names the
  /// separator, as Excel has it (`sep=;`).
  let start: Int

  /// - Parameter bytes: the file's first.
  init(_ bytes: [UInt8], _ path: String) throws(LocalFault) {
    let mark = bytes.starts(with: TableForm.mark) ? TableForm.mark.count : 0
    var reader = CSVReader(bytes, from: mark)
    var none: [[UInt8]]?
    let line = reader.record(into: &none).map { bytes[$0.place] } ?? []
    guard let named = TableForm.separatorNamed(by: line) else {
      (separator, start) = (TableForm.separator(of: bytes, from: mark), mark)
      return
    }
    guard let separator = CSV.Separator.allCases.first(where: { [$0.byte] == Array(named) }) else {
      throw .content(
        path, "has a separator in its first line that is none of ; , | and a tab: save it with one")
    }
    (self.separator, start) = (separator, reader.position)
  }

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// `;` of `sep=;`, in quotes or not; `nil`: the line is another.
  private static func separatorNamed(by line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var line = line
    if line.count > 1, line.first == UInt8(ascii: "\""), line.last == UInt8(ascii: "\"") {
      line = line.dropFirst().dropLast()
    }
    let isNaming = String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep="
    return isNaming && line.count == 5 ? line.dropFirst(4) : nil
  }

  /// The one that parts the first line that is not blank, and those below it the most often into as
  /// many cells.
  private static func separator(of bytes: [UInt8], from start: Int) -> CSV.Separator {
    var best: (separator: CSV.Separator, alike: Int)?
    for separator in CSV.Separator.allCases {
      var reader = CSVReader(bytes, from: start, separator)
      var none: [[UInt8]]?
      var (width, below, parted, alike) = (0, 0, 0, 0)
      while let record = reader.record(into: &none) {
        if record.isBlank { continue }
        if width == 0 {
          width = record.cellCount
          guard width > 1 else { break }
        } else {
          below += 1
          parted += record.cellCount > 1 ? 1 : 0
          alike += record.cellCount == width ? 1 : 0
        }
      }
      // One that stands in no line below is a character of the first line's one cell.
      guard width > 1, below == 0 || parted > 0, alike > best?.alike ?? -1 else { continue }
      best = (separator, alike)
    }
    return best?.separator ?? .comma
  }
}
