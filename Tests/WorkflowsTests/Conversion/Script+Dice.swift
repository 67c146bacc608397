import OrderedJSON
import Scheduling
import TestSupport

extension Script {
  static let people = [
    "Ingrid Solberg", "Tomas Lindqvist", "Amara Okafor", "Yuki Tanabe", "Rafael Duarte",
    "Mei Castellanos", "Oskar Nowak", "Leila Haddad", "Petra Vosk", "Samir Banerjee",
  ]

  func mail(of person: String) -> String {
    person.lowercased().split(separator: " ").joined(separator: ".") + "@fjord.example"
  }

  /// Different ones.
  mutating func somePeople(_ count: Int) -> [String] {
    Array(Script.people.shuffled(using: &dice).prefix(count))
  }

  /// As a world of this task writes its ids: long or short, in digits or letters.
  mutating func id(_ prefix: String) -> JSON {
    var manner = Dice(seed: manner)
    switch manner.number(0...3) {
    case 0: return .string("\(prefix)-\(fresh.number(10_000...99_999))")
    case 1: return .number(String(fresh.number(100_000...9_999_999)))
    case 2: return .string("\(prefix)_" + hex(12))
    default: return .string(String(fresh.number(1_000_000...99_999_999)))
    }
  }

  mutating func hex(_ count: Int) -> String {
    String((0..<count).map { _ in fresh.pick(Array("0123456789abcdef")) })
  }

  /// `2026-11-28`
  static func iso(_ day: Int) -> String { String(Instant(day: day).rfc3339.prefix(10)) }

  static func compact(_ day: Int) -> String { iso(day).replacing("-", with: "") }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  private static func parts(_ day: Int) -> (year: Int, month: Int, day: Int) {
    let numbers = iso(day).split(separator: "-").compactMap { Int($0) }
    return (numbers[0], numbers[1], numbers[2])
  }

  /// `28 Nov 2026`
  static func short(_ day: Int) -> String {
    let parts = parts(day)
    return "\(iso(day).suffix(2)) \(months[parts.month - 1].prefix(3)) \(parts.year)"
  }

  /// `November 2026`
  static func month(_ day: Int) -> String {
    let parts = parts(day)
    return "\(months[parts.month - 1]) \(parts.year)"
  }

  /// `November 8, 2026`
  static func long(_ day: Int) -> String {
    let parts = parts(day)
    return "\(months[parts.month - 1]) \(parts.day), \(parts.year)"
  }

  static func startOfMonth(_ day: Int) -> Int { day - parts(day).day + 1 }

  static func startOfQuarter(_ day: Int) -> Int {
    let month = parts(day).month
    return (0..<((month - 1) % 3)).reduce(startOfMonth(day)) { first, _ in startOfMonth(first - 1) }
  }

  /// The last before that day.
  static func lastFriday(_ day: Int) -> Int { day - 1 - (weekday(day) + 2) % 7 }

  /// The first after that day.
  static func nextMonday(_ day: Int) -> Int { day - weekday(day) + 7 }

  /// 0 is Monday.
  static func weekday(_ day: Int) -> Int { (day + 3) % 7 }

  /// A value of the day by a rule.
  func day(_ rule: @escaping @Sendable (Int) -> String) -> Meant {
    .day(.string(rule(today)), rule: { .string(rule($0)) })
  }

  /// Something that is of no day, though it looks like one.
  mutating func factDay() -> String { Script.iso(fresh.number(3_000...12_000)) }
}
