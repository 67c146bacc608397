extension TimeZoneDatabase {
  /// The zone of a place whose clocks most people mean by a zone that is named after none: by `EST`
  /// that of New York, which has summer time. Nil: the name is all right.
  package func place(meantBy name: String) -> String? {
    Self.places[name].flatMap { zone(named: $0)?.name }
  }

  /// What a person should know about a zone that is of no place.
  func advice(on zone: TimeZoneRules) -> Notice? {
    if let offset = Self.offset(ofFixed: zone.name) { return .zoneCountedWest(zone.name, offset) }
    guard let place = place(meantBy: zone.name).flatMap({ self.zone(named: $0) }) else {
      return nil
    }
    if zone.hasClocks(of: place) { return .zoneOfOlderSystems(zone.name, place: place.name) }
    let clocks = zone.clocks
    guard clocks.count == 1, let offset = clocks.first?.offset else { return nil }
    return .zoneWithoutSummerTime(
      zone.name, offset: Self.spoken(Int(offset)), city: place.city, place: place.name)
  }

  /// What the name of a zone with an offset means, of which the sign counts the other way: `UTC+2` of
  /// `Etc/GMT-2`. Nil for all other names.
  package static func offset(ofFixed name: String) -> String? {
    let prefix = "Etc/GMT"
    guard name.hasPrefix(prefix), let hours = Int(name.dropFirst(prefix.count)), hours != 0,
      abs(hours) <= 14
    else { return nil }
    return spoken(-hours * 3600)
  }

  /// `UTC−5`, `UTC+5:30`
  private static func spoken(_ offset: Int) -> String {
    let (hours, minutes) = (abs(offset) / 3600, abs(offset) / 60 % 60)
    return "UTC\(offset < 0 ? "−" : "+")\(hours)" + (minutes == 0 ? "" : ":\(minutes, digits: 2)")
  }

  /// By the names that are abbreviations or of older systems.
  private static let places = [
    "EST": "America/New_York", "MST": "America/Denver", "HST": "Pacific/Honolulu",
    "EST5EDT": "America/New_York", "CST6CDT": "America/Chicago", "MST7MDT": "America/Denver",
    "PST8PDT": "America/Los_Angeles", "CET": "Europe/Berlin", "MET": "Europe/Berlin",
    "EET": "Europe/Athens", "WET": "Europe/Lisbon", "GMT": "Europe/London",
  ]
}

extension TimeZoneRules {
  /// Whether its clocks show the same time as another zone's, by the rules that hold from now on.
  func hasClocks(of other: TimeZoneRules) -> Bool {
    if name == other.name { return true }
    let (own, others) = (clocks, other.clocks)
    return own.map(\.offset) == others.map(\.offset)
      && own.dropFirst().map(\.start) == others.dropFirst().map(\.start)
  }

  /// The periods of the year 2037, for which no file of the tz database lists exceptions any more.
  fileprivate var clocks: [ZonePeriod] {
    let (start, end) = (CivilMonth(year: 2037, month: 1), CivilMonth(year: 2038, month: 1))
    var periods = [period(at: Int64(start.firstDay) * 86400)]
    while let last = periods.last, last.end < Int64(end.firstDay) * 86400 {
      periods.append(period(at: last.end))
    }
    return periods
  }
}
