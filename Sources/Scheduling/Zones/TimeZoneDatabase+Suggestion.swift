import OrderedJSON

extension TimeZoneDatabase {
  /// The zones that a text names but for case, spaces and what stands in front of a slash: of
  /// `new york` that is `America/New_York` alone. One that is named in full is the only one.
  package func matches(for text: String) -> [String] {
    guard text.utf8.count <= Limits.zoneNameBytes else { return [] }
    let wanted = text.lowercased().split(separator: " ").joined(separator: "_")
    guard !wanted.isEmpty else { return [] }
    let plain = names.map { ($0, $0.lowercased()) }
    if let same = plain.first(where: { $0.1 == wanted }) { return [same.0] }
    // Who writes GMT+5 does not mean Etc/GMT+5, which is west.
    return plain.filter { $0.1.hasSuffix("/" + wanted) && !$0.1.hasPrefix("etc/") }.map(\.0)
  }

  /// The one zone that a text names in that way, or the text as it is.
  package func completed(_ text: String) -> String {
    let matches = matches(for: text)
    return matches.count == 1 ? matches[0] : text
  }

  /// The names that somebody may have meant by one that the database does not list, a few at most:
  /// those that it is a part of, the city of an abbreviation, the fixed zone of an offset, the right
  /// case, the zones of a country, a near spelling. Empty: no idea.
  package func offers(for name: String) -> [String] {
    let wanted = Self.wanted(name)
    guard !wanted.isEmpty, wanted.utf8.count <= Limits.zoneNameBytes else { return [] }
    if Self.usualNames[wanted] == nil, let place = Self.place(ofTime: name) {
      return offers(for: place)
    }
    let matches = matches(for: name)
    if !matches.isEmpty { return Array(matches.prefix(Limits.zonesOffered)) }
    let usual = Self.usualNames[wanted] ?? Self.offsetZone(wanted)
    let names = names
    if let usual, names.contains(usual) { return [usual] }
    let plain = names.map { ($0, $0.lowercased().filter { $0 != "_" }) }
    if let same = plain.first(where: { $0.1 == wanted }) { return [same.0] }
    let cities = plain.map { ($0.0, $0.1.split(separator: "/").last.map(String.init) ?? $0.1) }
    if let city = cities.first(where: { $0.1 == wanted }) { return [city.0] }
    let country = mainZones(ofCountry: name)
    if !country.isEmpty { return country }
    if let near = Spelling.nearest(to: wanted, among: plain.map(\.1)) {
      return plain.first { $0.1 == near }.map { [$0.0] } ?? []
    }
    // Of short names many are near each other: Delhi is not Dili.
    let likely = cities.filter { $0.1.first == wanted.first }
    let near = Spelling.nearest(to: wanted, among: likely.map(\.1), shortLetters: 7)
    return Array(likely.filter { $0.1 == near }.map(\.0).prefix(Limits.zonesOffered))
  }

  /// The names of the zones that a text says for sure, as a schedule's text may name one: an
  /// abbreviation, an offset from UTC, a city, the time of a country. Empty: it says none.
  func zones(said text: String) -> [String] {
    let wanted = Self.wanted(text)
    guard !wanted.isEmpty, wanted.utf8.count <= Limits.zoneNameBytes else { return [] }
    // Behind a time, -10:00 may be its end.
    let isOffset =
      ["utc", "gmt"].contains { wanted.hasPrefix($0) } || text.hasPrefix("+") && !text.contains(" ")
    let isOneWord = !text.contains(" ") || wanted.hasSuffix("time")
    if let usual = (isOneWord ? Self.saidNames[wanted] ?? Self.usualNames[wanted] : nil)
      ?? (isOffset ? Self.offsetZone(wanted) : nil)
    {
      return zone(named: usual).map { [$0.name] } ?? []
    }
    guard let place = Self.place(ofTime: text) else { return matches(for: text) }
    let matches = matches(for: place)
    // Two letters may be any word: Austria is AT.
    let isCountry = place.utf8.count > 2 || ["uk", "us"].contains(place.lowercased())
    return matches.isEmpty && isCountry ? mainZones(ofCountry: place) : matches
  }

  /// As the tables of names have it.
  private static func wanted(_ name: String) -> String {
    name.lowercased().filter { $0 != " " && $0 != "_" }
      .replacing("standardtime", with: "time").replacing("daylighttime", with: "time")
  }

  /// `London` of `London time`; nil where the text is no time of something.
  private static func place(ofTime text: String) -> String? {
    var words = text.split(separator: " ")
    guard words.popLast()?.lowercased() == "time" else { return nil }
    if ["standard", "daylight", "summer", "local"].contains(words.last?.lowercased()) {
      words.removeLast()
    }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  /// The zones of a country by its name or code: one of those whose clocks are the same; where there are
  /// too many, one of those with the same standard time, those that people name by abbreviations first.
  private func mainZones(ofCountry name: String) -> [String] {
    let rules = countries.zones(of: name).compactMap(zone(named:))
    let usual = Set(Self.usualNames.values)
    let ranked =
      rules.filter { usual.contains($0.name) } + rules.filter { !usual.contains($0.name) }
    let clocks = ranked.map { zone in
      Self.halfYears.map { zone.offset(at: Instant(seconds: $0)) }
    }
    let standard = clocks.map { [$0.min() ?? 0] }
    let distinct = [clocks, standard].map { kinds in
      var known: Set<[Int]> = []
      return zip(ranked, kinds).filter { known.insert($0.1).inserted }.map(\.0.name)
    }
    return distinct.first { $0.count <= Limits.zonesOffered }
      ?? Array((distinct.last ?? []).prefix(Limits.zonesOffered))
  }

  /// January and July of a year by the rules that hold from now on, in seconds since 1970.
  private static let halfYears = [1, 7].map { month in
    Int64(CivilMonth(year: 2037, month: month).firstDay) * 86400
  }

  /// Abbreviations that are names of zones too, and what they mean beside a time.
  private static let saidNames = [
    "utc": "UTC", "gmt": "UTC", "zulu": "UTC", "est": "America/New_York", "mst": "America/Denver",
    "hst": "Pacific/Honolulu", "cet": "Europe/Berlin", "met": "Europe/Berlin",
    "eet": "Europe/Athens", "wet": "Europe/Lisbon",
  ]

  /// What people write for a zone, as far as most of them mean the same.
  private static let usualNames = [
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "pt": "America/Los_Angeles",
    "pacifictime": "America/Los_Angeles", "mdt": "America/Denver", "mt": "America/Denver",
    "mountaintime": "America/Denver", "cst": "America/Chicago", "cdt": "America/Chicago",
    "ct": "America/Chicago", "centraltime": "America/Chicago", "edt": "America/New_York",
    "et": "America/New_York", "easterntime": "America/New_York", "akst": "America/Anchorage",
    "akdt": "America/Anchorage", "hdt": "Pacific/Honolulu", "ast": "America/Halifax",
    "adt": "America/Halifax", "brt": "America/Sao_Paulo", "art": "America/Argentina/Buenos_Aires",
    "bst": "Europe/London", "london": "Europe/London", "cest": "Europe/Berlin",
    "eest": "Europe/Athens", "west": "Europe/Lisbon", "msk": "Europe/Moscow",
    "ist": "Asia/Kolkata", "pkt": "Asia/Karachi", "gst": "Asia/Dubai", "sgt": "Asia/Singapore",
    "hkt": "Asia/Hong_Kong", "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "wib": "Asia/Jakarta",
    "awst": "Australia/Perth", "acst": "Australia/Adelaide", "acdt": "Australia/Adelaide",
    "aest": "Australia/Sydney", "aedt": "Australia/Sydney", "nzst": "Pacific/Auckland",
    "nzdt": "Pacific/Auckland", "sast": "Africa/Johannesburg", "eat": "Africa/Nairobi",
    "wat": "Africa/Lagos", "cat": "Africa/Maputo", "z": "UTC", "mest": "Europe/Berlin",
    "nst": "America/St_Johns", "ndt": "America/St_Johns", "centraleuropeantime": "Europe/Berlin",
    "britishsummertime": "Europe/London", "britishtime": "Europe/London",
    "indiantime": "Asia/Kolkata",
  ]

  /// `+05:30`, `GMT+5` and `UTC+5` as zones. `Etc/GMT-5` is five hours *east*: POSIX counts west.
  private static func offsetZone(_ text: String) -> String? {
    let digits = text.hasPrefix("utc") || text.hasPrefix("gmt") ? text.dropFirst(3) : text[...]
    guard let sign = digits.first, sign == "+" || sign == "-" else { return nil }
    let parts = digits.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    let number = parts.first.map(String.init) ?? ""
    guard parts.count <= 2, number.allSatisfy(\.isASCII),
      let hours = Int(number.count == 4 ? String(number.prefix(2)) : number),
      (0...14).contains(hours)
    else { return nil }
    let behindColon = parts.count == 2 ? String(parts[1]) : "00"
    let minutes = number.count == 4 ? String(number.suffix(2)) : behindColon
    if minutes != "00" { return oddOffsets["\(sign)\(hours):\(minutes)"] }
    return hours == 0 ? "UTC" : "Etc/GMT\(sign == "+" ? "-" : "+")\(hours)"
  }

  private static let oddOffsets = [
    "+3:30": "Asia/Tehran", "+4:30": "Asia/Kabul", "+5:30": "Asia/Kolkata",
    "+5:45": "Asia/Kathmandu", "+6:30": "Asia/Yangon", "+8:45": "Australia/Eucla",
    "+9:30": "Australia/Darwin", "+10:30": "Australia/Lord_Howe", "+12:45": "Pacific/Chatham",
    "-3:30": "America/St_Johns", "-9:30": "Pacific/Marquesas",
  ]
}
