/// The first line of a table, as the names of its columns.
struct TableNames {
  /// As they are compared: what is seen of them.
  let names: [String]
  private let bytes: [UInt8]
  private let form: TableForm

  /// - Parameters:
  ///   - bytes: the file's first, the first record whole.
  init(_ bytes: [UInt8], _ form: TableForm) {
    (self.bytes, self.form) = (bytes, form)
    var reader = CSVReader(bytes, from: form.start, form.separator)
    var cells: [[UInt8]]? = []
    _ = reader.record(into: &cells)
    names = TableNames.texts(cells)
  }

  /// Whether the first line can be told to be names, and no row: each is there, each once, none looks
  /// like a value or stands below in its own column; and all are written as names in programs are, or
  /// a column has nothing but values below.
  var areNames: Bool {
    guard Set(names).count == names.count, names.allSatisfy({ !$0.isEmpty && !$0.isValue }) else {
      return false
    }
    var hasValues = [Bool?](repeating: nil, count: names.count)
    var reader = CSVReader(bytes, from: form.start, form.separator)
    var cells: [[UInt8]]? = []
    _ = reader.record(into: &cells)
    cells = []
    while reader.record(into: &cells) != nil {
      for (index, text) in TableNames.texts(cells).prefix(names.count).enumerated()
      where !text.isEmpty {
        guard text != names[index] else { return false }
        hasValues[index] = text.isValue && hasValues[index] != false
      }
      cells = []
    }
    return names.allSatisfy(\.isIdentifier) || hasValues.contains(true)
  }

  private static func texts(_ cells: [[UInt8]]?) -> [String] {
    (cells ?? []).map { String(decoding: $0, as: UTF8.self).visible }
  }
}

extension String {
  /// Whether it begins as a number, a date, a time or an amount does, or is an address: what rows have
  /// and names of columns do not.
  fileprivate var isValue: Bool {
    guard let first = unicodeScalars.first(where: { !"+-.,(".unicodeScalars.contains($0) }) else {
      return true
    }
    return [.decimalNumber, .currencySymbol].contains(first.properties.generalCategory)
      || contains("@") || contains("://") || ["true", "false"].contains(lowercased())
  }

  /// `due_date`, `dueDate`
  fileprivate var isIdentifier: Bool {
    let first = unicodeScalars.first
    return (first?.properties.isLowercase == true || first == "_")
      && unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.generalCategory == .decimalNumber || $0 == "_"
          || $0 == "-"
      }
  }
}
