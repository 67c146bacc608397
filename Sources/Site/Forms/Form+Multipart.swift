import Automations

extension Form {
  /// The fields of a `multipart/form-data` body (RFC 7578); a file's content is the value of its
  /// field.
  /// - Parameter type: the `Content-Type` with its boundary.
  /// - Throws: `Refusal`: `.invalid` for a file that is no text and for too many fields, `.badRequest` for what is no such body.
  init(multipart body: some Collection<UInt8>, type: String) throws(Refusal) {
    guard let boundary = Form.parameter("boundary", of: type[...]), (1...70) ~= boundary.utf8.count
    else { throw Form.unreadable }
    let delimiter = Array("\r\n--\(boundary)".utf8)
    // The first delimiter may stand at the very beginning (RFC 2046, 5.1.1).
    let body = Array("\r\n".utf8) + body
    guard let preamble = body[...].prefix(before: delimiter) else { throw Form.unreadable }
    var rest = body[(preamble.endIndex + delimiter.count)...]
    var pairs: [(String, String)] = []
    while !rest.starts(with: "--".utf8) {
      guard pairs.count < Form.maximumFields else { throw Form.tooManyFields }
      guard rest.starts(with: "\r\n".utf8), let part = rest.prefix(before: delimiter) else {
        throw Form.unreadable
      }
      rest = body[(part.endIndex + delimiter.count)...]
      pairs.append(try Form.field(of: part.dropFirst(2)))
    }
    self.init(pairs: pairs)
  }

  private static var unreadable: Refusal {
    .badRequest("The form could not be read; reload the page and try again")
  }

  private static func field(of part: ArraySlice<UInt8>) throws(Refusal) -> (String, String) {
    let blank = Array("\r\n\r\n".utf8)
    guard let head = part.prefix(before: blank) else { throw unreadable }
    let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
    let disposition = lines.first { $0.lowercased().hasPrefix("content-disposition:") }
    guard let disposition, let name = parameter("name", of: disposition) else { throw unreadable }
    let content = part[(head.endIndex + blank.count)...]
    guard let value = String(validating: content, as: UTF8.self) else {
      throw .invalid([Fault([name], "a text in UTF-8 would be right; this file is none")])
    }
    return (name, value)
  }

  /// A parameter of a header: `name="trace"`; quotes are optional.
  private static func parameter(_ name: String, of header: Substring) -> String? {
    for parameter in header.split(separator: ";").dropFirst() {
      let parts = parameter.split(separator: "=", maxSplits: 1)
        .map { $0.trimmed(of: [" ", "\t"]) }
      guard parts.count == 2, parts[0].lowercased() == name else { continue }
      let isQuoted = parts[1].count > 1 && parts[1].first == "\"" && parts[1].last == "\""
      return isQuoted ? String(parts[1].dropFirst().dropLast()) : parts[1]
    }
    return nil
  }
}

extension ArraySlice<UInt8> {
  /// What stands before a mark; `nil` where there is no such mark.
  fileprivate func prefix(before mark: [UInt8]) -> ArraySlice<UInt8>? {
    guard let first = mark.first else { return nil }
    var place = startIndex
    while let found = self[place...].firstIndex(of: first) {
      if self[found...].starts(with: mark) { return self[..<found] }
      place = found + 1
    }
    return nil
  }
}
