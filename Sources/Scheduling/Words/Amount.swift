/// A unit of time in a schedule's text.
enum Unit: Hashable, Sendable {
  case second, minute, hour, day, week, month, quarter, year

  /// Nil for those that have no fixed length.
  var seconds: Int64? {
    switch self {
    case .second: 1
    case .minute: 60
    case .hour: 3600
    case .day: 86400
    case .week: 7 * 86400
    case .month, .quarter, .year: nil
    }
  }

  /// Nil for those that are no number of months.
  var months: Int? {
    switch self {
    case .month: 1
    case .quarter: 3
    case .year: 12
    case .second, .minute, .hour, .day, .week: nil
    }
  }
}

/// A number with its decimals, kept exact.
struct DecimalNumber: Hashable, Sendable {
  /// The digits without the point.
  let digits: Int64
  /// How many of them are behind the point.
  let scale: Int

  static let one = DecimalNumber(1)

  /// How many decimals there may be: what they count has to fit into billionths.
  static let maximumScale = 9

  init(_ number: Int) {
    digits = Int64(number)
    scale = 0
  }

  /// - Parameter text: of the digits 0–9 and points, with a digit at either end.
  init(_ text: String) throws(TextFault.Problem) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { throw .badNumber(text) }
    let decimals = parts.count == 2 ? parts[1].utf8.count : 0
    guard decimals <= Self.maximumScale else { throw .tooManyDecimals(text) }
    guard let digits = Int64(parts.joined()) else { throw .tooLong(text) }
    self.digits = digits
    scale = decimals
  }

  var whole: Int? {
    let divisor = Self.power(scale)
    return digits % divisor == 0 ? Int(digits / divisor) : nil
  }

  /// The number in billionths; nil when it is too large.
  func billionths(times factor: Int64) -> Int64? {
    let unit = Self.power(Self.maximumScale - scale)
    let (scaled, overflow) = digits.multipliedReportingOverflow(by: unit)
    let (product, overflowed) = scaled.multipliedReportingOverflow(by: factor)
    return overflow || overflowed ? nil : product
  }

  private static func power(_ exponent: Int) -> Int64 {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}

extension DecimalNumber: CustomStringConvertible {
  /// `90`, `1.5`
  var description: String {
    let padding = String(repeating: "0", count: max(0, scale + 1 - "\(digits)".count))
    let all = padding + "\(digits)"
    return scale == 0 ? all : "\(all.dropLast(scale)).\(all.suffix(scale))"
  }
}

/// So many of a unit.
struct Amount: Hashable, Sendable {
  let count: DecimalNumber
  let unit: Unit

  init(_ count: Int, _ unit: Unit) {
    self.init(DecimalNumber(count), unit)
  }

  init(_ count: DecimalNumber, _ unit: Unit) {
    self.count = count
    self.unit = unit
  }
}

extension Amount: CustomStringConvertible {
  /// `90 seconds`, `1 hour`
  var description: String { "\(count) \(unit)\(count == .one ? "" : "s")" }
}

/// The distance between two runs: whole minutes or whole months.
enum Period: Hashable, Sendable {
  case minutes(Int)
  case months(Int)

  /// No schedule looks further ahead.
  static let maximumYears = 60

  /// - Parameter amounts: to be added up; not empty.
  init(_ amounts: [Amount]) throws(TextFault.Problem) {
    if amounts.allSatisfy({ $0.unit.months != nil }) {
      self = .months(try Self.months(amounts))
    } else {
      self = .minutes(try Self.minutes(amounts))
    }
  }

  private static func months(_ amounts: [Amount]) throws(TextFault.Problem) -> Int {
    var total = 0
    for amount in amounts {
      guard let count = amount.count.whole, let length = amount.unit.months else {
        throw .mixedUnits
      }
      guard count <= maximumYears * 12 else { throw .tooLong(spoken(amounts)) }
      total += count * length
      guard total <= maximumYears * 12 else { throw .tooLong(spoken(amounts)) }
    }
    guard total > 0 else { throw .zero(spoken(amounts)) }
    return total
  }

  private static func minutes(_ amounts: [Amount]) throws(TextFault.Problem) -> Int {
    var total: Int64 = 0
    for amount in amounts {
      guard let seconds = amount.unit.seconds else { throw .mixedUnits }
      guard let billionths = amount.count.billionths(times: seconds) else {
        throw .tooLong(spoken(amounts))
      }
      let (sum, overflow) = total.addingReportingOverflow(billionths)
      if overflow { throw .tooLong(spoken(amounts)) }
      total = sum
    }
    let minute: Int64 = 60_000_000_000
    guard total > 0 else { throw .zero(spoken(amounts)) }
    guard total >= minute else { throw .tooShort(spoken(amounts)) }
    guard total % minute == 0 else { throw .notWholeMinutes(spoken(amounts)) }
    guard total / minute <= Schedule.horizonDays * 1440 else { throw .tooLong(spoken(amounts)) }
    return Int(total / minute)
  }

  /// `1 hour and 30 seconds`, for a message.
  private static func spoken(_ amounts: [Amount]) -> String {
    amounts.map(\.description).listed
  }

  /// The schedule of this period alone.
  var recurrence: Recurrence {
    switch self {
    case .months(let months): .calendar(.months(every: months, nil), times: [])
    case .minutes(let minutes) where minutes % 1440 == 0:
      .calendar(.every(days: minutes / 1440), times: [])
    case .minutes(let minutes) where isGrid: .grid(Recurrence.Grid(period: minutes))
    case .minutes(let minutes): .elapsed(minutes: minutes)
    }
  }

  /// Whether it fits into a day a whole number of times.
  var isGrid: Bool {
    if case .minutes(let minutes) = self { minutes < 1440 && 1440 % minutes == 0 } else { false }
  }
}
