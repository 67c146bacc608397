import OrderedJSON

/// Reads the keys of `schedule_config` and gathers every fault on the way.
struct ConfigReader {
  let zones: TimeZoneDatabase
  /// What a day that is told from now on is counted from, as tomorrow.
  let now: Instant
  private(set) var faults: [ScheduleFault] = []
  /// What `schedule_time` says of a custom schedule beside its `customInterval`.
  var rival: Recurrence?
  private var values: [String: JSON] = [:]
  /// In their order.
  private(set) var unknownKeys: [String] = []

  init(_ config: JSON?, zones: TimeZoneDatabase, now: Instant) {
    (self.zones, self.now) = (zones, now)
    switch config {
    case nil, .null?: break
    case .object(let members)?:
      for member in members {
        if ScheduleInput.configKeys.contains(member.key) {
          // The last of equal keys counts, as in most JSON readers.
          values[member.key] = member.value
        } else {
          unknownKeys.append(member.key)
        }
      }
    case let other?:
      let message = "\(other.shown) is not allowed; write an object or leave it out"
      faults.append(ScheduleFault(path: ["schedule_config"], message: message))
    }
  }

  /// Nil when the key is absent or null.
  func value(_ key: String) -> JSON? {
    let value = values[key]
    return value == .null ? nil : value
  }

  /// The keys with a value that mean something for another type of schedule alone.
  func keysOfOtherTypes(than type: String) -> [String] {
    [
      ("days", "weekly"), ("day_of_month", "monthly"), ("short_month", "monthly"),
      ("customInterval", "custom"), ("anchor", "custom"),
    ].filter { $1 != type && value($0) != nil }.map(\.0)
  }

  mutating func fault(_ path: [String], _ message: String, offers: [String] = []) {
    faults.append(
      ScheduleFault(path: ["schedule_config"] + path, message: message, offers: offers))
  }

  mutating func add(_ fault: ScheduleFault) {
    faults.append(fault)
  }

  mutating func text(_ key: String, as what: String) -> String? {
    guard let value = value(key) else { return nil }
    guard case .string(let text) = value else {
      fault([key], "\(value.shown) is not allowed; write \(what) as text")
      return nil
    }
    return text
  }

  /// A list whose elements are read one by one; nil when one has a fault.
  mutating func list<Element>(
    _ key: String, of what: String, _ read: (JSON) -> Element?
  ) -> [Element]? {
    guard let value = value(key) else { return nil }
    guard case .array(let values) = value else {
      fault([key], "\(value.shown) is not allowed; write a list of \(what)")
      return nil
    }
    let elements = values.map(read)
    let strangers = elements.indices.filter { elements[$0] == nil }
    for index in strangers.prefix(Limits.faultsTold) {
      fault([key, "\(index)"], "\(values[index].shown) is not allowed; write \(what)")
    }
    return strangers.isEmpty ? elements.compactMap(\.self) : nil
  }

  mutating func weekdays(_ key: String) -> WeekdaySet? {
    let days = list(key, of: "English names of days, as Monday or Mon") { value in
      if case .string(let name) = value { Weekday(name: name) } else { nil }
    }
    return days.map { days in
      days.reduce(into: WeekdaySet.none) { $0.formUnion(WeekdaySet($1)) }
    }
  }

  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ value: JSON?, _ path: [String], default fallback: Choice
  ) -> Choice where Choice.RawValue == String {
    guard let value, value != .null else { return fallback }
    if case .string(let name) = value, let choice = Choice(rawValue: name) { return choice }
    let allowed = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    fault(path, "\(value.shown) is not allowed; write one of \(allowed)")
    return fallback
  }
}
