import OrderedJSON
import Scheduling

/// How an instant is written: a pattern, or as a number.
package struct DateFormat: Hashable, Sendable {
  /// As it was given; `nil`: RFC 3339 with the zone's offset.
  package let text: String?
  private let parts: [Part]

  private enum Part: Hashable {
    case literal(String)
    /// A letter of the pattern, so many times.
    case field(String)
    case seconds, milliseconds
  }

  /// RFC 3339 with the zone's offset: `2026-11-24T09:00:00+01:00`.
  package static let rfc3339 = DateFormat(
    text: nil,
    parts: [
      .field("yyyy"), .literal("-"), .field("MM"), .literal("-"), .field("dd"), .literal("T"),
      .field("HH"), .literal(":"), .field("mm"), .literal(":"), .field("ss"), .field("XXX"),
    ])

  private init(text: String?, parts: [Part]) { (self.text, self.parts) = (text, parts) }

  /// - Throws: `DateFormatFault` with what would be right.
  package init(_ text: String) throws(DateFormatFault) {
    guard text.utf8.count <= Limits.dateFormatBytes else { throw .tooLong }
    switch text {
    case "": throw .empty
    case "epoch": self.init(text: text, parts: [.seconds])
    case "epoch_ms": self.init(text: text, parts: [.milliseconds])
    default: self.init(text: text, parts: try DateFormat.parts(of: text))
    }
  }

  private static func parts(of text: String) throws(DateFormatFault) -> [Part] {
    var parts: [Part] = []
    var literal = ""
    let characters = Array(text.unicodeScalars)
    var place = 0
    func isLetter(_ scalar: Unicode.Scalar) -> Bool {
      ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }
    while place < characters.count {
      let scalar = characters[place]
      if scalar == "'" {
        guard let end = quoted(characters, from: place + 1, into: &literal) else {
          throw .openQuote
        }
        place = end
      } else if isLetter(scalar) {
        let run = characters[place...].prefix { $0 == scalar }
        let field = String(String.UnicodeScalarView(run))
        guard fields.contains(field) else { throw .unknown(field) }
        if !literal.isEmpty { parts.append(.literal(literal)) }
        literal = ""
        parts.append(.field(field))
        place += run.count
      } else {
        literal.unicodeScalars.append(scalar)
        place += 1
      }
    }
    return literal.isEmpty ? parts : parts + [.literal(literal)]
  }

  /// Reads up to the quote that ends it; two are one that is meant.
  /// - Returns: the place behind it; `nil`: none ends it.
  private static func quoted(
    _ characters: [Unicode.Scalar], from start: Int, into literal: inout String
  ) -> Int? {
    if start < characters.count, characters[start] == "'" {
      literal += "'"
      return start + 1
    }
    var place = start
    while place < characters.count {
      if characters[place] == "'" {
        guard place + 1 < characters.count, characters[place + 1] == "'" else { return place + 1 }
        place += 1
      }
      literal.unicodeScalars.append(characters[place])
      place += 1
    }
    return nil
  }

  /// - Returns: `nil` where the year has not four digits.
  func written(_ instant: Instant, in zone: TimeZoneRules) -> JSON? {
    let wall = WallTime(instant, in: zone)
    guard (0...9999).contains(wall.year) else { return nil }
    if parts == [.seconds] { return .number(String(instant.seconds)) }
    if parts == [.milliseconds] { return .number(String(instant.milliseconds)) }
    let offset = zone.offset(at: instant)
    return .string(
      parts.map { part in
        switch part {
        case .literal(let text): text
        case .field(let field): DateFormat.written(field, wall, offset)
        case .seconds, .milliseconds: ""
        }
      }.joined())
  }

  private static func written(_ field: String, _ time: WallTime, _ offset: Int) -> String {
    switch field {
    case "yyyy": digits(time.year, 4)
    case "MM": digits(time.month, 2)
    case "M": String(time.month)
    case "MMM": String(WallTime.monthNames[time.month - 1].prefix(3))
    case "MMMM": WallTime.monthNames[time.month - 1]
    case "dd": digits(time.day, 2)
    case "d": String(time.day)
    case "HH": digits(time.hour, 2)
    case "mm": digits(time.minute, 2)
    case "ss": digits(time.second, 2)
    case "EEE": String(WallTime.weekdayNames[time.weekday].prefix(3))
    case "EEEE": WallTime.weekdayNames[time.weekday]
    case "XXX": offset == 0 ? "Z" : signed(offset, joint: ":")
    case "Z": signed(offset, joint: "")
    default: ""
    }
  }

  private static func signed(_ offset: Int, joint: String) -> String {
    let minutes = abs(offset) / 60
    return (offset < 0 ? "-" : "+") + digits(minutes / 60, 2) + joint + digits(minutes % 60, 2)
  }

  private static func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }

  /// In the order in which they are told.
  static let fields = [
    "yyyy", "MM", "M", "dd", "d", "HH", "mm", "ss", "XXX", "Z", "MMM", "MMMM", "EEE", "EEEE",
  ]
}

/// What is wrong with a format, for a person; begins with a verb.
package enum DateFormatFault: Error, Hashable, Sendable, CustomStringConvertible {
  case empty, openQuote, tooLong
  case unknown(String)

  package var description: String {
    switch self {
    case .empty: "must not be empty"
    case .openQuote: "has a quote that does not end: 'T' is the letter T, '' a quote"
    case .tooLong: "must have at most \(Limits.dateFormatBytes) bytes"
    case .unknown(let field):
      "has \"\(field.inOneLine(Limits.quotedNameBytes))\", which means nothing; these do: "
        + DateFormat.fields.joined(separator: " ")
        + ", epoch and epoch_ms by themselves, and other "
        + "letters in '…'"
    }
  }
}
