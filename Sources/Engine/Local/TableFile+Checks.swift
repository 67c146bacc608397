import OrderedJSON

/// What is no table in UTF-8, to which nothing can be added without damage.
extension TableFile {
  /// - Parameter isWhole: whether the bytes are all of the file.
  static func checkEncoding(
    _ bytes: [UInt8], isWhole: Bool, _ path: String
  ) throws(LocalFault) {
    guard !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]) else {
      throw .content(path, "is written in UTF-16, and not in UTF-8: save it as CSV in UTF-8")
    }
    var reader = CSVReader(bytes)
    var none: [[UInt8]]?
    guard let record = reader.record(into: &none) else { return }
    let line = bytes[record.place]
    let isCut = !isWhole && record.lineBreak.isEmpty
    guard !line.contains(0) else {
      throw .content(
        path, "is no text: its first line has bytes that are 0; save it as CSV in UTF-8")
    }
    guard isUTF8(line, isCut: isCut) else { throw notUTF8(path) }
  }

  /// - Parameters:
  ///   - reader: behind the first record.
  ///   - isWhole: whether it reads all of the file.
  static func checkQuotes(
    _ first: CSVReader.Record, _ reader: CSVReader, isWhole: Bool, _ path: String
  ) throws(LocalFault) {
    guard !first.isOpen else { throw openQuotes(path) }
    guard isWhole else { return }
    var (reader, none): (CSVReader, [[UInt8]]?) = (reader, nil)
    while let record = reader.record(into: &none) {
      guard !record.isOpen else { throw openQuotes(path) }
    }
  }

  static func notUTF8(_ path: String) -> LocalFault {
    .content(path, "is not written in UTF-8: save it as CSV in UTF-8")
  }

  static func openQuotes(_ path: String) -> LocalFault {
    .content(path, "ends within quotes (\"), in which a new row would be lost: end or remove them")
  }

  /// - Parameter isCut: whether the last character may lack its end.
  static func isUTF8(_ bytes: ArraySlice<UInt8>, isCut: Bool) -> Bool {
    (isCut ? String(cut: bytes) : String(validating: bytes, as: UTF8.self)) != nil
  }

  /// Whether texts are the same in nearly every encoding.
  static func areASCII(_ texts: [String]) -> Bool {
    texts.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } }
  }
}
