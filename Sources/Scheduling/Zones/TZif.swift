/// The contents of a file of the tz database.
///
/// Source: RFC 9636, "The Time Zone Information Format (TZif)".
struct TZif: Sendable {
  /// What holds before the first transition.
  let initial: LocalTimeType
  /// In order, strictly later each.
  let transitions: [ZoneTransition]
  /// What holds after the last transition; nil when the file does not say.
  let footer: POSIXTimeZone?

  enum Fault: Error, Hashable {
    case notTZif
    case truncated(at: Int)
    case inconsistent(at: Int)
    case leapSeconds
    case badFooter(String)
  }

  init(_ bytes: [UInt8]) throws(Fault) {
    var reader = ByteReader(bytes)
    let first = try Header(&reader)
    guard first.version >= UInt8(ascii: "2") else {
      (initial, transitions) = try Self.block(first, timeSize: 4, &reader)
      footer = nil
      return
    }
    try reader.skip(first.blockLength(timeSize: 4))
    let second = try Header(&reader)
    (initial, transitions) = try Self.block(second, timeSize: 8, &reader)
    footer = try Self.footer(&reader)
  }

  private static func block(
    _ header: Header, timeSize: Int, _ reader: inout ByteReader
  ) throws(Fault) -> (LocalTimeType, [ZoneTransition]) {
    guard header.leapSeconds == 0 else { throw .leapSeconds }
    guard header.types > 0 else { throw .inconsistent(at: reader.position) }
    let times = try reader.integers(count: header.transitions, size: timeSize)
    let indexes = try reader.bytes(count: header.transitions)
    var records: [(offset: Int64, name: Int)] = []
    for _ in 0..<header.types {
      let offset = try reader.integer(size: 4)
      guard abs(offset) < 26 * 3600 else { throw .inconsistent(at: reader.position) }
      try reader.skip(1)
      records.append((offset, Int(try reader.byte())))
    }
    let names = try reader.bytes(count: header.characters)
    try reader.skip(header.indicators)
    var types: [LocalTimeType] = []
    for record in records {
      guard record.name <= names.count else { throw .inconsistent(at: reader.position) }
      let name = String(decoding: names.dropFirst(record.name).prefix { $0 != 0 }, as: UTF8.self)
      types.append(LocalTimeType(offset: record.offset, abbreviation: name))
    }
    var transitions: [ZoneTransition] = []
    for (time, index) in zip(times, indexes) {
      guard index < types.count, transitions.last.map({ $0.at < time }) ?? true else {
        throw .inconsistent(at: reader.position)
      }
      let bounded = min(max(time, ZonePeriod.beginning), ZonePeriod.end)
      transitions.append(ZoneTransition(at: bounded, to: types[Int(index)]))
    }
    return (types[0], transitions)
  }

  private static func footer(_ reader: inout ByteReader) throws(Fault) -> POSIXTimeZone? {
    let newline = UInt8(ascii: "\n")
    guard try reader.byte() == newline else { throw .inconsistent(at: reader.position) }
    var text: [UInt8] = []
    while true {
      let byte = try reader.byte()
      if byte == newline { break }
      text.append(byte)
    }
    guard !text.isEmpty else { return nil }
    guard let rule = POSIXTimeZone(text) else {
      throw .badFooter(String(decoding: text, as: UTF8.self))
    }
    return rule
  }
}

extension TZif {
  /// The counts that a header announces (RFC 9636, section 3.1).
  private struct Header {
    let version: UInt8
    let indicators: Int
    let leapSeconds: Int
    let transitions: Int
    let types: Int
    let characters: Int

    init(_ reader: inout ByteReader) throws(Fault) {
      guard try reader.bytes(count: 4).elementsEqual("TZif".utf8) else { throw .notTZif }
      version = try reader.byte()
      try reader.skip(15)
      let utc = try reader.count()
      let standard = try reader.count()
      indicators = utc + standard
      leapSeconds = try reader.count()
      transitions = try reader.count()
      types = try reader.count()
      characters = try reader.count()
    }

    func blockLength(timeSize: Int) -> Int {
      transitions * (timeSize + 1) + types * 6 + characters + leapSeconds * (timeSize + 4)
        + indicators
    }
  }
}
