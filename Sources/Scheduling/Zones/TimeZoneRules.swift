/// The clock of one zone: every change of its offset, past and future. A class, so that each
/// schedule shares it.
package final class TimeZoneRules: Sendable {
  /// The IANA name it was asked for by.
  package let name: String
  private let initial: LocalTimeType
  private let transitions: [ZoneTransition]
  /// Where the yearly rule of the zone's footer has taken over; its pattern repeats from here.
  private let cycleStart: Int64?

  init(name: String, file: TZif) {
    self.name = name
    initial = file.transitions.isEmpty ? file.footer?.standard ?? file.initial : file.initial
    guard let rule = file.footer, rule.daylight != nil else {
      transitions = file.transitions
      cycleStart = nil
      return
    }
    let last = file.transitions.last?.at ?? 0
    let year = CivilMonth.containing(Int(last.dividedDown(by: 86400))).month.year
    let later = rule.transitions(years: year...(year + 403)).filter { $0.at > last }
    transitions = file.transitions + later
    cycleStart = Int64(CivilMonth(year: year + 2, month: 1).firstDay) * 86400
  }

  /// A zone whose clock never changes.
  init(name: String, offset: Int64, abbreviation: String) {
    self.name = name
    initial = LocalTimeType(offset: offset, abbreviation: abbreviation)
    transitions = []
    cycleStart = nil
  }

  /// Whether its clock never changes, past or future, as in UTC.
  var isFixed: Bool { transitions.allSatisfy { $0.to.offset == initial.offset } }

  /// Seconds east of UTC.
  package func offset(at instant: Instant) -> Int {
    Int(period(at: instant.seconds).offset)
  }

  /// The zone's own short name for its time then: `EST`, `+0545`.
  package func abbreviation(at instant: Instant) -> String {
    let (index, _) = position(at: instant.seconds)
    return type(after: index).abbreviation
  }

  /// The stretch of unchanged rules that holds an instant.
  /// - Parameter second: since 1970.
  func period(at second: Int64) -> ZonePeriod {
    let (index, shift) = position(at: second)
    let isLast = index + 1 >= transitions.count
    return ZonePeriod(
      start: index < 0 ? ZonePeriod.beginning : transitions[index].at + shift,
      end: isLast ? ZonePeriod.end : transitions[index + 1].at + shift,
      offset: type(after: index).offset,
      offsetBefore: type(after: index - 1).offset,
      offsetAfter: type(after: isLast ? index : index + 1).offset)
  }

  /// The last transition at or before an instant (-1: none), and by how many seconds the table is
  /// to be moved: the Gregorian calendar repeats itself, weekdays too, every 400 years.
  private func position(at second: Int64) -> (index: Int, shift: Int64) {
    let bounded = min(max(second, ZonePeriod.beginning), ZonePeriod.end)
    var shift: Int64 = 0
    if let cycleStart, bounded >= cycleStart {
      let cycle: Int64 = 146_097 * 86400
      shift = (bounded - cycleStart) / cycle * cycle
    }
    let wanted = bounded - shift
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle].at <= wanted { low = middle + 1 } else { high = middle }
    }
    return (low - 1, shift)
  }

  private func type(after index: Int) -> LocalTimeType {
    index < 0 ? initial : transitions[index].to
  }
}

/// A stretch of time between two changes of a zone's clock, in seconds since 1970.
struct ZonePeriod: Hashable, Sendable {
  let start: Int64
  /// The start of the next one.
  let end: Int64
  /// Seconds east of UTC, in this period, in the one before and in the one after it.
  let offset: Int64
  let offsetBefore: Int64
  let offsetAfter: Int64

  /// Earlier and later than any `Instant`, with room to add an offset.
  static let beginning = Int64.min / 512
  static let end = Int64.max / 512
}

/// A kind of local time: how far from UTC, and what it is called.
struct LocalTimeType: Hashable, Sendable {
  let offset: Int64
  let abbreviation: String
}

struct ZoneTransition: Hashable, Sendable {
  /// Seconds since 1970.
  let at: Int64
  let to: LocalTimeType
}
