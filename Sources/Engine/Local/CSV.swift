import Glibc

/// Comma-separated values (RFC 4180), in UTF-8.
enum CSV {
  /// A record with its line break.
  static func line(_ cells: [String]) -> String {
    cells.map(quoted).joined(separator: ",") + "\r\n"
  }

  /// The first record of a file; `nil` where there is no file, or an empty one.
  static func firstRecord(of path: String) throws(LocalFault) -> [String]? {
    guard let file = fopen(path, "rbe") else {
      if errno == ENOENT { return nil }
      throw .file(path, errno: errno)
    }
    defer { fclose(file) }
    var reader = RecordReader()
    while case let byte = getc(file), byte != EOF {
      if reader.take(UInt8(truncatingIfNeeded: byte)) { break }
    }
    return reader.isEmpty ? nil : reader.record
  }

  private static func quoted(_ cell: String) -> String {
    guard cell.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}

/// Takes a record in byte by byte.
private struct RecordReader {
  private var cells: [[UInt8]] = [[]]
  private var isQuoted = false
  private(set) var isEmpty = true

  /// - Returns: whether the record is over.
  mutating func take(_ byte: UInt8) -> Bool {
    isEmpty = false
    switch byte {
    // A doubled quote closes and opens again: what stands between is the quote itself.
    case UInt8(ascii: "\""):
      if !isQuoted, afterQuote { cells[cells.count - 1].append(byte) }
      afterQuote = isQuoted
      isQuoted.toggle()
      return false
    case UInt8(ascii: ",") where !isQuoted: cells.append([])
    case 0x0A where !isQuoted: return true
    case 0x0D where !isQuoted: break
    default: cells[cells.count - 1].append(byte)
    }
    afterQuote = false
    return false
  }

  var record: [String] { cells.map { String(decoding: $0, as: UTF8.self) } }

  private var afterQuote = false
}
