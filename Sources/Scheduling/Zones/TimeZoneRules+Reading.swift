extension TimeZoneRules {
  /// Reads what a form's field says by the clocks of the zone: `2026-11-24T09:00`, with a space for
  /// the `T` too. Of two instants it is the first; one that the clocks leave out is the end of that
  /// gap. Nil for everything else.
  package func instant(local text: String) -> Instant? {
    Self.second(of: text).map { Instant(seconds: second(local: $0)) }
  }

  /// Whether a text is a date and a time as `instant(local:)` reads it.
  package static func isLocalTime(_ text: String) -> Bool { second(of: text) != nil }

  /// The instants of a day of the zone, which reads `2026-11-24`; nil for everything else.
  package func day(_ text: String) -> Range<Instant>? {
    guard let day = CivilDate(text)?.dayNumber else { return nil }
    let start = second(local: Int64(day) * 86400)
    return Instant(seconds: start)..<Instant(seconds: second(local: Int64(day + 1) * 86400))
  }

  /// Seconds since 1970-01-01T00:00 local time.
  private static func second(of text: String) -> Int64? {
    let parts = text.split(maxSplits: 2, omittingEmptySubsequences: false) {
      $0 == "T" || $0 == " "
    }
    guard parts.count == 2, parts[1].utf8.count == 5 else { return nil }
    return Instant(rfc3339: "\(parts[0])T\(parts[1]):00Z")?.seconds
  }
}

extension TimeZoneDatabase {
  /// What is wrong with a name that the database does not list, and what would be right.
  package func complaint(about name: String) -> String {
    let offers = offers(for: name)
    let hint =
      offers.isEmpty
      ? "write one as Europe/Berlin, or a country as India or an offset as +05:30 to see which it has"
      : "did you mean \(Self.shown(offers))?"
    return "“\(name.shortened)” is no time zone of the tz database; \(hint)"
  }

  /// `"Europe/Madrid" or "Atlantic/Canary"`, `"Etc/GMT-2" (UTC+2)`
  static func shown(_ names: [String]) -> String {
    names.map { name in
      "\"\(name)\"" + (offset(ofFixed: name).map { " (\($0))" } ?? "")
    }.listed(by: "or")
  }
}
