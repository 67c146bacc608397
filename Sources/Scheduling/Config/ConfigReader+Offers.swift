extension ConfigReader {
  /// Notes what is wrong with a text: first what it may have been meant to be, where that is plain.
  /// - Parameter isTaken: what of that would be right at the path.
  mutating func add(
    _ fault: TextFault, of text: String, at path: [String], _ settings: ScheduleSettings?,
    isTaken: (Recurrence) -> Bool = { _ in true }
  ) {
    let isNamed = if case .timeZone = fault.problem { true } else { false }
    let isZone = addZone(in: text, at: path, settings, isNamed: isNamed) {
      Self.readings(of: $0, settings, isTaken: isTaken)
    }
    if isZone { return }
    let dates = dates(meantBy: text, settings, isTaken)
    let offers = dates.isEmpty ? fault.offers(for: text, in: settings, isTaken: isTaken) : dates
    let message = fault.message(offering: offers)
    let place = fault.problem == .empty ? "" : " (\(Self.place(fault.position, in: text)))"
    add(
      ScheduleFault(
        path: path, message: message + place, position: fault.position, offers: offers))
  }

  /// Whole texts with a meaning that is taken: the text itself, or what it may have been meant to be.
  static func readings(
    of text: String, _ settings: ScheduleSettings?, isTaken: (Recurrence) -> Bool
  ) -> [String] {
    do throws(TextFault) {
      return isTaken(try Recurrence(text, in: settings)) ? [text] : []
    } catch {
      return error.offers(for: text, in: settings, isTaken: isTaken)
    }
  }

  private static func place(_ position: Int, in text: String) -> String {
    position < text.count ? "at character \(position + 1)" : "at the end"
  }

  /// Notes that a text names a zone: the rest of it says the same only where the schedule has that
  /// zone, which is to be taken first.
  /// - Parameters:
  ///   - isNamed: whether that is what is wrong even if the rest is not read either.
  ///   - readings: whole texts for the rest that would be right at the path.
  /// - Returns: false, and nothing is noted, where that is not what is wrong.
  mutating func addZone(
    in text: String, at path: [String], _ settings: ScheduleSettings?, isNamed: Bool,
    _ readings: (String) -> [String]
  ) -> Bool {
    guard let zone = ZonePhrase(in: text, zones: zones) else { return false }
    let texts = zone.rest.isEmpty ? [] : readings(zone.rest)
    guard isNamed || zone.rest.isEmpty || !texts.isEmpty else { return false }
    let named = "“\(zone.phrase.shortened)”"
    let isThere = settings.map { settings in
      zone.zones.compactMap { zones.zone(named: $0) }.contains { settings.zone.hasClocks(of: $0) }
    }
    let message =
      if isThere == true, !texts.isEmpty {
        "\(TextFault.question(texts)) \(named) is the time zone of this schedule already"
      } else {
        "\(named) is a time zone, which goes into the field of its own, timezone; "
          + (texts.isEmpty
            ? "write here when to run, as every day at 09:00"
            : "leave it out here: \(texts.map { "\"\($0)\"" }.listed(by: "or"))")
      }
    add(
      ScheduleFault(
        path: path, message: "\(message) (\(Self.place(zone.position, in: text)))",
        position: zone.position, offers: isThere == true ? texts : []))
    if isThere == false {
      fault(
        ["timezone"],
        "the schedule itself says \(named); did you mean \(TimeZoneDatabase.shown(zone.zones)) here?",
        offers: zone.zones)
    }
    return true
  }

  /// The single run that `tomorrow at 9am` means now; today only those that are to come.
  private func dates(
    meantBy text: String, _ settings: ScheduleSettings?, _ isTaken: (Recurrence) -> Bool
  ) -> [String] {
    let days = ["today": 0, "tonight": 0, "tomorrow": 1]
    let words = text.lowercased().split(separator: " ").filter { $0 != "once" }
    guard let settings, words.count < 8,
      let index = words.firstIndex(where: { days[String($0)] != nil }),
      let distance = days[String(words[index])]
    else { return [] }
    let rest = (words[..<index] + words[(index + 1)...]).joined(separator: " ")
    let day = LocalMoment(.instant(now), in: settings.zone).day + distance
    return Recurrence.timesOfDay(rest).compactMap { minute in
      let isLater = LocalMoment(day: day, minute: minute, in: settings.zone).second > now.seconds
      // Who says tonight at 9 means no morning.
      guard isLater, words[index] != "tonight" || minute >= 17 * 60 else { return nil }
      let once = "once at \(CivilDate(dayNumber: day)) \(minute.clock)"
      return Self.readings(of: once, settings, isTaken: isTaken).first
    }
  }
}
