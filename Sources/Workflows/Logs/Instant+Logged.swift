import OrderedJSON
import Scheduling

extension Instant {
  /// As logs write times: RFC 3339, without a zone in UTC, or seconds, milliseconds, microseconds or
  /// nanoseconds since 1970, told from one another by their size, also as a text.
  init?(logged json: JSON) {
    switch json {
    case .string(let text):
      if let instant = Instant(rfc3339: text) ?? Instant(rfc3339: text + "Z") {
        self = instant
      } else {
        self.init(sinceEpoch: text)
      }
    case .number(let digits): self.init(sinceEpoch: digits)
    default: return nil
    }
  }

  private init?(sinceEpoch text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1)
    guard let whole = parts.first.flatMap({ Int64(Substring($0)) }), whole > 0 else { return nil }
    switch whole {
    // Until the year 5138 in seconds, from 1973 on in the others.
    case ..<100_000_000_000:
      let fraction = parts.count > 1 ? Substring(parts[1]).prefix(3) : "0"
      guard let thousandths = Int64(fraction + String(repeating: "0", count: 3 - fraction.count))
      else { return nil }
      self = Instant(seconds: whole).advanced(byMilliseconds: thousandths)
    case ..<100_000_000_000_000: self.init(milliseconds: whole)
    case ..<100_000_000_000_000_000: self.init(milliseconds: whole / 1000)
    default: self.init(milliseconds: whole / 1_000_000)
    }
  }
}
