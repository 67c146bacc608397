import Automations
import OrderedJSON

extension Form {
  /// The fields of a `multipart/form-data` body (RFC 7578); a file's content is the value of its
  /// field. All of it is read once.
  /// - Parameters:
  ///   - type: the `Content-Type` with its boundary.
  ///   - leavesOutNoText: whether a file that is no text is left out; else it is refused.
  /// - Throws: `Refusal`: `.invalid` for a file that is no text, for too many fields and for a part with too much before its content; `.badRequest` for what is no such body.
  init(
    multipart body: some Collection<UInt8>, type: String,
    leavingOutNoText leavesOutNoText: Bool = false
  ) throws(Refusal) {
    guard let boundary = HeaderLine(type.utf8).parameter("boundary"),
      (1...Limits.boundaryBytes) ~= boundary.utf8.count
    else { throw Form.unreadable }
    let delimiter = Array("\r\n--\(boundary)".utf8)
    // The first delimiter may stand at the very beginning (RFC 2046, 5.1.1).
    let body = Array("\r\n".utf8) + body
    guard let preamble = body[...].prefix(before: delimiter) else { throw Form.unreadable }
    var rest = body[(preamble.endIndex + delimiter.count)...]
    var pairs: [(String, String)] = []
    var parts = 0
    while !rest.starts(with: "--".utf8) {
      guard parts < Limits.formFields else { throw Form.tooManyFields }
      guard rest.starts(with: "\r\n".utf8), let part = rest.prefix(before: delimiter) else {
        throw Form.unreadable
      }
      rest = body[(part.endIndex + delimiter.count)...]
      parts += 1
      let (name, value) = try Form.field(of: part)
      if let value {
        pairs.append((name, value))
      } else if !leavesOutNoText {
        throw .invalid([Fault([name], "a text in UTF-8 would be right; this file is none")])
      }
    }
    self.init(pairs: pairs)
  }

  private static var unreadable: Refusal {
    .badRequest("The form could not be read; reload the page and try again")
  }

  private static var tooMuchBefore: Refusal {
    .invalid([
      Fault(
        [],
        "parts with at most \(Limits.partHeaderBytes) bytes before their content would be right; one has more"
      )
    ])
  }

  /// - Parameter part: from the line break behind its delimiter on.
  /// - Returns: its name, and its value; `nil`: that is no text.
  private static func field(of part: ArraySlice<UInt8>) throws(Refusal) -> (String, String?) {
    let (lineBreak, blank) = (Array("\r\n".utf8), Array("\r\n\r\n".utf8))
    let beginning = part.prefix(Limits.partHeaderBytes + blank.count)
    guard let head = beginning.prefix(before: blank) else {
      throw beginning.count < part.count ? tooMuchBefore : unreadable
    }
    var name: String?
    var rest = head.dropFirst(lineBreak.count)
    while name == nil, !rest.isEmpty {
      let line = rest.prefix(before: lineBreak) ?? rest
      rest = rest[line.endIndex...].dropFirst(lineBreak.count)
      let header = HeaderLine(line)
      if header.name == "content-disposition" { name = header.parameter("name") }
    }
    guard let name else { throw unreadable }
    return (name, String(validating: part[(head.endIndex + blank.count)...], as: UTF8.self))
  }
}

extension ArraySlice<UInt8> {
  /// What stands before a mark; `nil` where there is no such mark. A mark whose first byte is in it
  /// once is compared with each byte a few times at most.
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
