import OrderedJSON
import Scheduling
import TestSupport
import Testing

/// What a fault offers to take instead: whole texts that are right at its path.
@Suite struct OfferTests {
  @Test(arguments: [
    ("every weekday at 9", ["every weekday at 9am", "every weekday at 9pm"]),
    ("Every Weekday AT 09.", ["Every Weekday AT 9am.", "Every Weekday AT 9pm."]),
    ("mon-fri 9", ["mon-fri 9am", "mon-fri 9pm"]), ("daily 5", ["daily 5am", "daily 5pm"]),
    ("every day at 12", ["every day at noon", "every day at midnight"]),
    ("at 9 every day", ["at 9am every day", "at 9pm every day"]),
    (
      "every day at 9 and 5",
      [
        "every day at 9am and 5am", "every day at 9am and 5pm", "every day at 9pm and 5am",
        "every day at 9pm and 5pm",
      ]
    ),
    ("every day at 9 and 5pm", ["every day at 9am and 5pm", "every day at 9pm and 5pm"]),
    ("every hour from 9 to 5", ["every hour from 9am to 5pm"]),
    ("every hour from 9am to 5", ["every hour from 9am to 5pm"]),
    ("every hour from 9 to noon", ["every hour from 9am to noon"]),
    ("2026-12-24 9", ["2026-12-24 9am", "2026-12-24 9pm"]),
    (
      "every year on december 24 at 9",
      ["every year on december 24 at 9am", "every year on december 24 at 9pm"]
    ),
    ("friday 9", ["friday 9am", "friday 9pm"]), ("friday 13", ["friday 13:00"]),
    ("every day at 9h", []), ("9 every day", ["9am every day", "9pm every day"]),
    ("17 on weekdays", ["17:00 on weekdays"]), ("on the 15st at noon", ["on the 15th at noon"]),
    ("on the 15th of december at noon", ["every year on the 15th of december at noon"]),
    ("monthly 15", ["monthly 15:00"]), ("every 2 huors", ["every 2 hours"]),
    ("EVRY mondya at 9am", ["every monday at 9am"]),
    ("every mondya at 9am", ["every monday at 9am"]),
    ("biweekly", ["every 2 weeks"]), ("monday through friday at 9am", ["monday to friday at 9am"]),
    ("every morning", ["every day at 9am"]), ("0 9 * * MOM", ["0 9 * * MON"]),
    ("on the last day at noon", ["on the last day of the month at noon"]),
    ("the first monday", ["the first monday of the month"]),
    ("on december 24 at 10:00", ["every year on december 24 at 10:00"]),
    ("december 24 at 10:00", ["every year on december 24 at 10:00"]),
    ("every 2 hours please", []), ("every day at 25", []), ("every 0 hours", []), ("", []),
  ])
  func `offers whole texts that are read`(text: String, offers: [String]) throws {
    let fault = try #require(World.faults("custom", nil, [("customInterval", .string(text))]).first)
    #expect(fault.offers == offers, "\(fault.message)")
    for offer in offers {
      #expect(World.faults("custom", nil, [("customInterval", .string(offer))]).isEmpty)
    }
  }

  @Test(arguments: [
    (
      "every day at 9, 10 and 11",
      [
        "every day at 9am, 10am and 11am", "every day at 9am, 10am and 11pm",
        "every day at 9am, 10pm and 11pm", "every day at 9pm, 10pm and 11pm",
      ]
    ),
    ("every day at 9, 12 and 6", ["every day at 9am, noon and 6pm"]),
    (
      "every day at 12, 3 and 6",
      [
        "every day at midnight, 3am and 6am", "every day at midnight, 3am and 6pm",
        "every day at midnight, 3pm and 6pm", "every day at noon, 3pm and 6pm",
      ]
    ),
    (
      "every day at 11, 9 and 7",
      ["every day at 11am, 9am and 7am", "every day at 11pm, 9pm and 7pm"]
    ),
  ])
  func `offers many hours as they follow each other through a day`(
    text: String, offers: [String]
  ) throws {
    let fault = try #require(World.faults("custom", text).first)
    #expect(fault.offers == offers)
  }

  @Test(arguments: [
    ("every night at 11pm", ["every day at 11pm"]), ("every night", ["every day at midnight"]),
    ("at 11pm every night", ["at 11pm every day"]), ("nightly at 11pm", ["every day at 11pm"]),
    ("every morning at 9", ["every day at 9am"]), ("monday morning", ["monday at 9am"]),
    ("every monday evening at 7", ["every monday at 7pm"]),
    ("every day at 9 in the evening", ["every day at 9pm"]),
    ("every working day at 9am", ["every business day at 9am"]),
  ])
  func `offers parts of the day as times`(text: String, offers: [String]) throws {
    try expect(text, offers)
  }

  @Test(arguments: [
    ("mo-fr 9:00", ["mon-fri 9:00"]),
    ("Mo, We and Fr 9", ["mon, wed and fri 9am", "mon, wed and fri 9pm"]),
    ("sa & su at noon", ["sat and sun at noon"]), ("every tu at 9am", ["every tue at 9am"]),
    ("tues and thurs at 9am", ["tue and thu at 9am"]), ("mon/wed/fri 9:00", ["mon, wed, fri 9:00"]),
    ("mon–fri 9:00", ["mon-fri 9:00"]),
    ("every day except sunday at 9am", ["every monday to saturday at 9am"]),
    ("at 9am every day except sundays", ["at 9am every monday to saturday"]),
    ("daily except weekends at 9am", ["every monday to friday at 9am"]),
    ("weekdays but not on wed at 9am", ["every monday, tuesday, thursday and friday at 9am"]),
    ("every 2 hours except su", ["every 2 hours on monday to saturday"]),
    ("every day except weekdays and weekends at 9am", []),
  ])
  func `offers days as they are read`(text: String, offers: [String]) throws {
    try expect(text, offers)
  }

  @Test(arguments: [
    ("every december 24", ["every year on december 24"]),
    ("Every December 24 at noon", ["every year on December 24 at noon"]),
    ("december 24 every year at noon", ["every year on december 24 at noon"]),
    ("dec 24, yearly, at noon", ["every year on dec 24, at noon"]),
    ("every 24th of december at noon", ["every year on 24th of december at noon"]),
    ("every february 30", []),
    ("every 15th at noon", ["every 15th of the month at noon"]),
    ("every 15th, noon", ["every 15th of the month, noon"]),
    ("every 15th.", ["every 15th of the month"]),
    ("every 1st and 15th at noon", ["every 1st and 15th of the month at noon"]),
    ("every last friday at 5pm", ["every last friday of the month at 5pm"]),
    (
      "every third friday at 9am",
      ["every third friday of the month at 9am", "every 3 weeks on friday at 9am"]
    ),
    ("every 3rd day at 9am", ["every 3 days at 9am", "every 3rd day of the month at 9am"]),
    ("every third month on the 1st at 9am", ["every 3 months on the 1st at 9am"]),
    ("last working day of the month at 5pm", ["last business day of the month at 5pm"]),
    ("last working day at 5pm", ["last business day of the month at 5pm"]),
  ])
  func `offers days of the month and the year as they are read`(
    text: String, offers: [String]
  ) throws {
    try expect(text, offers)
  }

  @Test(arguments: [
    ("9am", ["every day at 9am"]), ("09:00", ["every day at 09:00"]),
    ("noon", ["every day at noon"]),
    ("at 9am and 5pm", ["every day at 9am and 5pm"]),
    ("9", ["every day at 9am", "every day at 9pm"]),
    ("weekdays 9-17", ["every hour from 9 to 17 on weekdays"]),
    ("mon-fri 9am to 5pm", ["every hour from 9am to 5pm on mon-fri"]),
    ("9-17 on weekdays", ["every hour from 9 to 17 on weekdays"]),
    ("every day from 9 to 17", ["every hour from 9 to 17"]),
    ("every hour 9-17", ["every hour from 9 to 17"]),
    ("every 15 minutes 9-17 on weekdays", ["every 15 minutes from 9 to 17 on weekdays"]),
    ("every hour at :30", ["30 * * * *"]), ("hourly at :45 and :15", ["15,45 * * * *"]),
    ("every 2 hours at 10 past the hour", ["10 */2 * * *"]), ("every 5 hours at :10", []),
    ("every day at 9.30", ["every day at 9:30"]),
    ("every day at 9 o'clock", ["every day at 9am", "every day at 9pm"]),
  ])
  func `offers times as they are read`(text: String, offers: [String]) throws {
    try expect(text, offers)
  }

  @Test(arguments: [
    ("weekly at 9am on monday", ["weekly on monday at 9am"]),
    ("weekly at 9, on monday", ["weekly on monday at 9am", "weekly on monday at 9pm"]),
    ("monthly at 9am on the 1st", ["monthly on the 1st at 9am"]),
    ("every 2 weeks at 10am on friday", ["every 2 weeks on friday at 10am"]),
    ("every day at 9am on weekdays", ["on weekdays at 9am"]),
    ("Daily at 9am and 5pm on mondays.", ["on mondays at 9am and 5pm"]),
    ("first monday of month at 9am", ["first monday of the month at 9am"]),
    ("last day of month", ["last day of the month"]),
  ])
  func `offers parts in the order in which they are read, and with their articles`(
    text: String, offers: [String]
  ) throws {
    try expect(text, offers)
  }

  /// What people write, thrown together at random.
  @Test(arguments: 0..<4)
  func `offers nothing that is refused, and nothing twice`(seed: Int) throws {
    let parts = [
      "every", "each", "at", "on", "the", "and", ",", "9", "9am", "17", ":30", "noon", "9-17",
      "mo-fr",
      "mo", "fr", "friday", "weekdays", "day", "night", "morning", "except", "sunday",
      "december 24",
      "15th", "third", "last", "of the month", "working", "hour", "2 hours", "month", "3 months",
      "year",
      "from", "to", "–", "/", "9.30", "o'clock", "evry", "mondya", "2026-12-24", "daily", "in the",
      "weekly", "monthly", "at 10am", "of month", "GMT", "EST", "on the hour", "@", "0900", "2026",
      "once a week", "twice a day", "3 times a", "once", "15", "between", "every 15 minutes",
      "day 1", "and at", "half past", "quarter to", "tomorrow", "london time", "mon wed", "past",
      "in the evening", "on the half hour", "and on", "nine", "end of", "the month", "monthly",
      "weekly", "9h30", "+",
    ]
    var dice = Dice(seed: UInt64(seed))
    var offered = 0
    for _ in 0..<4_000 {
      let text = (0..<dice.number(1...6)).map { _ in dice.pick(parts) }.joined(separator: " ")
      for fault in World.faults("custom", text) where fault.path == ["schedule_time"] {
        let words = fault.offers.compactMap { try? World.custom($0).words }
        #expect(
          words.count == fault.offers.count && Set(words).count == words.count,
          "\(text): \(fault.offers)")
        #expect(fault.offers.count <= Limits.textsOffered && !fault.offers.contains(text))
        offered += words.count
      }
    }
    #expect(offered > 100)
  }

  private func expect(_ text: String, _ offers: [String]) throws {
    let fault = try #require(World.faults("custom", text).first, "\(text)")
    #expect(fault.offers == offers, "\(fault.message)")
    for offer in offers { #expect(World.faults("custom", offer).isEmpty, "\(offer)") }
  }

  @Test func `says of what it is in doubt in the words that were typed`() throws {
    let date = try #require(World.faults("custom", "on the 15th of December at noon").first)
    #expect(date.message.hasPrefix("“the 15th of December” is a day of which year?"))
    let none = try #require(World.faults("custom", "every year on February  30").first)
    #expect(none.message.hasPrefix("“February  30” is no date"))
    let range = try #require(World.faults("custom", "every hour 9-17").first)
    #expect(!range.message.contains("negative"))
    let once = try #require(World.faults("custom", "once at 9am").first)
    #expect(once.message.contains("or a date, as once at 2026-11-24 09:00"))
  }

  @Test(arguments: [
    ("every day at 9 and 17", "Every day at 09:00 and 17:00"),
    ("every day at 9, 12 and 18", "Every day at 09:00, 12:00 and 18:00"),
    ("every day at 17", "Every day at 17:00"), ("every day at 0", "Every day at 00:00"),
    ("every day at 9 and 17:30", "Every day at 09:00 and 17:30"),
    ("every day at 9am and 17", "Every day at 09:00 and 17:00"),
    ("every day at 7, 8 and 20", "Every day at 07:00, 08:00 and 20:00"),
  ])
  func `reads a bare hour where another one tells the clock`(text: String, words: String) throws {
    #expect(try World.custom(text).words == words + ", New York time")
  }

  @Test func `tells what an hour behind a day may be`() throws {
    let date = try #require(World.faults("custom", "friday 13").first)
    #expect(
      date.message
        == "“13” may be an hour or a day of the month; write the time as 13:00 (at character 8)")
    let noon = try #require(World.faults("custom", "mon-fri 12").first)
    #expect(noon.message.hasPrefix("12:00 or 0:00? write noon or midnight"))
  }

  @Test(arguments: [
    ("new york", ["America/New_York"]), ("NEW  YORK", ["America/New_York"]),
    ("europe/berlin", ["Europe/Berlin"]), ("PST", ["America/Los_Angeles"]),
    ("GMT+5", ["Etc/GMT-5"]), ("+05:30", ["Asia/Kolkata"]), ("Europe/Berln", ["Europe/Berlin"]),
    ("louisville", ["America/Kentucky/Louisville", "America/Louisville"]), ("nowhere", []),
    ("new yrok", ["America/New_York"]), ("sydny", ["Australia/Sydney"]),
    ("San Francisco", []), ("delhi", []), ("munich", []), ("osaka", []),
    ("India", ["Asia/Kolkata"]), ("germany", ["Europe/Berlin"]), ("south korea", ["Asia/Seoul"]),
    ("korea", []), ("uk", ["Europe/London"]), ("SE", ["Europe/Stockholm"]),
    ("spain", ["Europe/Madrid", "Atlantic/Canary"]),
    ("usa", ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"]),
  ])
  func `offers zones`(name: String, zones: [String]) throws {
    let fault = try #require(World.faults("daily", "09:00", [("timezone", .string(name))]).first)
    #expect(fault.path == ["schedule_config", "timezone"] && fault.offers == zones)
  }

  @Test func `says how to ask where a city is unknown, and names all that may be meant`() throws {
    let unknown = World.zones.complaint(about: "San Francisco")
    #expect(unknown.contains("a country as India or an offset as +05:30"))
    #expect(
      World.zones.complaint(about: "spain")
        .hasSuffix("did you mean \"Europe/Madrid\" or \"Atlantic/Canary\"?"))
    #expect(TimeZoneDatabase(directory: "/nowhere").offers(for: "India").isEmpty)
  }

  @Test(arguments: [
    ("new york", "America/New_York"), (" new york ", "America/New_York"), ("utc", "UTC"),
    ("kolkata", "Asia/Kolkata"), ("argentina/ushuaia", "America/Argentina/Ushuaia"),
    ("Europe/Berlin", "Europe/Berlin"), ("louisville", "louisville"), ("GMT+5", "GMT+5"),
    ("gmt-14", "gmt-14"), ("gmt+0", "GMT+0"),
    ("gmt-3", "gmt-3"), ("PST", "PST"), ("york", "york"), ("", ""), ("New_York/", "New_York/"),
    (String(repeating: "a", count: 70), String(repeating: "a", count: 70)),
  ])
  func `completes the name of the only zone that fits`(text: String, zone: String) {
    #expect(World.zones.completed(text) == zone)
  }
}
