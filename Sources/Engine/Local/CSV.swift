/// Values with separators between (RFC 4180), in UTF-8.
enum CSV {
  /// What stands between cells: the semicolon where spreadsheets write numbers with commas, the tab
  /// where they are copied from one, the pipe where databases write them.
  enum Separator: Character, CaseIterable {
    case semicolon = ";"
    case comma = ","
    case tab = "\t"
    case pipe = "|"

    var byte: UInt8 { rawValue.asciiValue ?? 0 }
  }

  /// Cells as a record, without its line break. A lone cell that shows nothing is quoted: readers skip
  /// a blank line.
  static func record(_ cells: [String], _ separator: Separator = .comma) -> String {
    if cells.count == 1, let cell = cells.first, cell.utf8.allSatisfy({ $0 == 0x20 }) {
      return "\"\(cell)\""
    }
    return cells.map(quoted).joined(separator: String(separator.rawValue))
  }

  /// A cell with any separator is quoted, so that no table of ours looks like one of another kind.
  private static func quoted(_ cell: String) -> String {
    let special: [UInt8] = [0x22, 0x2C, 0x3B, 0x09, 0x7C, 0x0A, 0x0D]
    guard cell.utf8.contains(where: special.contains) else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}

/// Reads records one after another.
struct CSVReader {
  /// A record of a file.
  struct Record {
    /// Where it stands, without its line break.
    let place: Range<Int>
    /// At most two bytes; none where the file ends first.
    let lineBreak: Range<Int>
    /// One at least; a blank line is one empty cell.
    let cellCount: Int
    /// Whether the file ends within a cell's quotes.
    let isOpen: Bool

    var isBlank: Bool { place.isEmpty }
  }

  private enum State {
    /// A cell begins; only here a quote opens one.
    case start
    case plain, quoted
    /// After a quote within quotes: another one is the quote itself, anything else ends them.
    case quoteInQuoted
  }

  private let bytes: [UInt8]
  private let separator: UInt8
  private var next: Int

  /// - Parameter start: where the first record begins.
  init(_ bytes: [UInt8], from start: Int = 0, _ separator: CSV.Separator = .comma) {
    self.bytes = bytes
    self.separator = separator.byte
    next = start
  }

  /// Where the following record begins.
  var position: Int { next }

  /// - Parameter cells: if given, gets the record's cells, their quotes resolved.
  /// - Returns: `nil` at the end.
  mutating func record(into cells: inout [[UInt8]]?) -> Record? {
    guard next < bytes.count else { return nil }
    let start = next
    var (index, count, state) = (start, 1, State.start)
    cells?.append([])
    while index < bytes.count {
      let byte = bytes[index]
      switch (state, byte) {
      case (.start, UInt8(ascii: "\"")), (.quoteInQuoted, UInt8(ascii: "\"")):
        if state == .quoteInQuoted { cells?.addToLast(byte) }
        state = .quoted
      case (.quoted, UInt8(ascii: "\"")):
        state = .quoteInQuoted
      case (.quoted, _):
        cells?.addToLast(byte)
      case (_, separator):
        (count, state) = (count + 1, .start)
        cells?.append([])
      case (_, 0x0A), (_, 0x0D):
        let isDouble = byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
        next = index + (isDouble ? 2 : 1)
        return Record(
          place: start..<index, lineBreak: index..<next, cellCount: count, isOpen: false)
      default:
        state = .plain
        cells?.addToLast(byte)
      }
      index += 1
    }
    next = index
    return Record(
      place: start..<index, lineBreak: index..<index, cellCount: count, isOpen: state == .quoted)
  }
}

extension [[UInt8]] {
  fileprivate mutating func addToLast(_ byte: UInt8) {
    if !isEmpty { self[count - 1].append(byte) }
  }
}
