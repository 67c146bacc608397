import OrderedJSON
import Scheduling
import Testing

/// Zones that are named where none goes, and names of zones that mean less than people think.
@Suite struct ZonePhraseTests {
  @Test(arguments: [
    ("every day at 9am new york time", "America/New_York", "every day at 9am"),
    ("every day at 9am (New York time).", "America/Toronto", "every day at 9am"),
    ("every day at 9am EST", "America/New_York", "every day at 9am"),
    ("every day at 9am America/New_York", "America/New_York", "every day at 9am"),
    ("at 9am CET every day", "Europe/Paris", "at 9am every day"),
    ("hourly between 9am and 5pm, london time", "Europe/London", "hourly between 9am and 5pm"),
    ("every day at 9am in London", "Europe/London", "every day at 9am"),
    ("every day at 9am UTC", "UTC", "every day at 9am"),
    ("every day at 9am utc+2", "Etc/GMT-2", "every day at 9am"),
    ("weekdays 9:00 Calcutta time", "Asia/Kolkata", "weekdays 9:00"),
    ("weekdays 9:00 india time", "Asia/Kolkata", "weekdays 9:00"),
  ])
  func `a zone is left out of a text where it is that of the schedule`(
    text: String, zone: String, rest: String
  ) throws {
    let faults = World.faults("custom", text, [("timezone", .string(zone))])
    let fault = try #require(faults.first)
    #expect(faults.count == 1 && fault.offers == [rest], "\(fault.message)")
    #expect(fault.message.hasPrefix("did you mean \"\(rest)\"? “"))
    #expect(fault.message.contains("is the time zone of this schedule already"))
    #expect(World.faults("custom", rest).isEmpty)
  }

  @Test(arguments: [
    ("every day at 9am new york time", "new york time", "America/New_York"),
    ("every day at 9 EST", "EST", "America/New_York"),
    ("every day at 9am GMT", "GMT", "UTC"), ("London time", "London time", "Europe/London"),
    ("every day at 9am UTC+2", "UTC+2", "Etc/GMT-2"),
  ])
  func `another zone goes first into the field of its own, and nothing is offered without it`(
    text: String, phrase: String, zone: String
  ) throws {
    let faults = World.faults("custom", text, [("timezone", "Asia/Tokyo")])
    #expect(
      faults.map(\.path) == [["schedule_time"], ["schedule_config", "timezone"]])
    let (fault, other) = (try #require(faults.first), try #require(faults.last))
    #expect(fault.offers.isEmpty)
    #expect(
      fault.message.hasPrefix("“\(phrase)” is a time zone, which goes into the field of its own"))
    #expect(other.offers == [zone] && other.message.contains("\"\(zone)\""))
    let taken = World.faults("custom", text, [("timezone", .string(zone))])
    #expect(taken.count == 1 && taken.first?.offers.isEmpty == (text == phrase))
  }

  @Test(arguments: ["daily", "weekly"])
  func `a zone behind a time of day is told from it`(type: String) throws {
    let days: (String, JSON) = ("days", ["Monday"])
    let same = World.faults(type, "9am UTC", [days])
    #expect(same.map(\.offers) == [["09:00"]])
    let other = World.faults(type, "9am Eastern time", [days])
    #expect(other.map(\.offers) == [[], ["America/New_York"]])
    let phrase = World.faults(
      "weekly", "Monday at 3pm Berlin time", [("timezone", "Europe/Berlin")])
    #expect(phrase.map(\.offers) == [["Monday at 3pm"]])
  }

  @Test(arguments: [
    "PT", "PT 1H", "every 2 huors", "9-17 + 0900", "every day at time",
    "every day at 9 -10:00", "every funday at 9am",
  ])
  func `no zone is seen where none is meant`(text: String) {
    #expect(!World.faults("custom", text).contains { $0.path.last == "timezone" })
  }

  @Test func `each short name of a zone that is known in a text has one`() {
    for name in [
      "et", "pst", "ist", "nst", "mest", "wet", "hst", "zulu", "z", "akdt", "sgt", "brt",
    ] {
      let faults = World.faults("custom", "every day at 9am \(name)", [("timezone", "Asia/Kabul")])
      #expect(faults.last?.offers.count == 1, "\(name)")
    }
  }

  @Test(arguments: [
    ("London time", "Europe/London"), ("Calcutta time", "Asia/Calcutta"),
    ("Eastern Standard Time", "America/New_York"), ("India time", "Asia/Kolkata"),
    ("pacific time", "America/Los_Angeles"), ("Central European Time", "Europe/Berlin"),
  ])
  func `the time of a place is offered as its zone`(name: String, zone: String) {
    #expect(World.zones.offers(for: name) == [zone])
  }

  @Test func `an offset is offered with what its name means`() {
    #expect(World.zones.complaint(about: "utc+2").hasSuffix("did you mean \"Etc/GMT-2\" (UTC+2)?"))
    #expect(World.zones.complaint(about: "GMT-11").hasSuffix("\"Etc/GMT+11\" (UTC−11)?"))
    #expect(TimeZoneDatabase.offset(ofFixed: "Etc/GMT+5") == "UTC−5")
    for name in ["Etc/GMT", "Etc/GMT0", "Etc/UTC", "Etc/GMT-15", "Europe/Berlin", "GMT+5"] {
      #expect(TimeZoneDatabase.offset(ofFixed: name) == nil)
    }
  }

  @Test(arguments: [
    (
      "EST", "America/New_York",
      "EST is UTC−5 all year, without summer time. If the clocks of New York are meant, take "
        + "America/New_York."
    ),
    (
      "MST", "America/Denver",
      "MST is UTC−7 all year, without summer time. If the clocks of Denver are meant, take "
        + "America/Denver."
    ),
    (
      "GMT", "Europe/London",
      "GMT is UTC+0 all year, without summer time. If the clocks of London are meant, take "
        + "Europe/London."
    ),
    (
      "HST", "Pacific/Honolulu",
      "HST is a name of older systems, with the clocks that Pacific/Honolulu has; better name the "
        + "place, as Pacific/Honolulu."
    ),
    (
      "EST5EDT", "America/New_York",
      "EST5EDT is a name of older systems, with the clocks that America/New_York has; better name "
        + "the place, as America/New_York."
    ),
    (
      "CET", "Europe/Berlin",
      "CET is a name of older systems, with the clocks that Europe/Berlin has; better name the "
        + "place, as Europe/Berlin."
    ),
    (
      "Etc/GMT-2", nil,
      "Etc/GMT-2 is UTC+2 all year, without summer time: the sign in such names counts the other "
        + "way."
    ),
  ])
  func `a zone that is of no place is taken, with what it is`(
    zone: String, place: String?, notice: String
  ) throws {
    let schedule = try World.schedule("daily", "09:00", zone: zone)
    #expect(schedule.notices == [notice])
    let preview = SchedulePreview(
      of: schedule, after: World.deployment, count: 1, zones: World.zones)
    #expect(preview.place == place && preview.timezone == zone)
  }

  @Test(arguments: ["UTC", "Etc/UTC", "America/New_York", "US/Eastern", "America/Phoenix", "Japan"])
  func `nothing is said about the zone of a place`(zone: String) throws {
    #expect(try World.schedule("daily", "09:00", zone: zone).notices.isEmpty)
  }
}
