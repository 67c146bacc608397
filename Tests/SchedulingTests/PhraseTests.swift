import OrderedJSON
import Scheduling
import Testing

/// What people write near the forms of the grammar: taken where it can mean one thing only, refused
/// where it may mean two, or nothing.
@Suite struct PhraseTests {
  @Test(arguments: [
    ("mon-fri 9:00", "Every weekday at 09:00"), ("MON - FRI 9:00.", "Every weekday at 09:00"),
    ("mon-fri9:00", "Every weekday at 09:00"), ("mon-fri 17", "Every weekday at 17:00"),
    ("weekdays 9am", "Every weekday at 09:00"), ("weekdays noon", "Every weekday at 12:00"),
    ("business days 9:30 a.m.", "Every weekday at 09:30"),
    ("mon, wed, fri 14:30", "Every Monday, Wednesday and Friday at 14:30"),
    ("mondays and fridays, at 9am", "Every Monday and Friday at 09:00"),
    ("monday, 9am", "Every Monday at 09:00"), ("every friday 5 p.m.", "Every Friday at 17:00"),
    ("every other friday 17:00", "Every 2 weeks on Friday at 17:00"),
    ("fortnightly on friday 17:00", "Every 2 weeks on Friday at 17:00"),
    ("sat and sun midnight", "Every Saturday and Sunday at 00:00"),
    ("tue-thu, sat 8:00", "Every Tuesday, Wednesday, Thursday and Saturday at 08:00"),
    ("each wed 9am and 5pm", "Every Wednesday at 09:00 and 17:00"),
    ("run every mon-fri 9:00", "Every weekday at 09:00"),
    ("weekly on mon, thu 9:00", "Every Monday and Thursday at 09:00"),
    ("every day 9am", "Every day at 09:00"), ("daily 9:00", "Every day at 09:00"),
    ("daily 17", "Every day at 17:00"), ("every 2 days 9:00", "Every 2 days at 09:00"),
    ("every 2 days, 9:00", "Every 2 days at 09:00"),
    ("every month on the 1st 9am", "On the 1st of every month at 09:00"),
    ("last day of the month noon", "On the last day of every month at 12:00"),
  ])
  func `takes a time behind days without "at"`(text: String, words: String) throws {
    try expect(text, words)
  }

  @Test(arguments: [
    ("9am every day", "Every day at 09:00"), ("noon on weekdays", "Every weekday at 12:00"),
    ("9:00, mon-fri", "Every weekday at 09:00"), ("at 9am, every day", "Every day at 09:00"),
    ("9am and 5pm every monday", "Every Monday at 09:00 and 17:00"),
    ("at 9am, 1pm, and 5pm, on weekdays", "Every weekday at 09:00, 13:00 and 17:00"),
    ("midnight daily", "Every day at 00:00"), ("at noon on the 15th", noonOfThe15th),
    ("17:00 every other friday", "Every 2 weeks on Friday at 17:00"),
  ])
  func `takes times in front, with "at" and without`(text: String, words: String) throws {
    try expect(text, words)
  }

  static let noonOfThe15th = "On the 15th of every month at 12:00"

  @Test(arguments: [
    ("on the 15th at noon", noonOfThe15th), ("the 15th at noon", noonOfThe15th),
    ("15th at noon", noonOfThe15th), ("on 15th noon", noonOfThe15th),
    ("On The 15TH, At Noon.", noonOfThe15th),
    ("on the 1st and 15th at noon", "On the 1st and 15th of every month at 12:00"),
    ("on the 1st, 2nd, and 3rd at noon", "On the 1st, 2nd and 3rd of every month at 12:00"),
    ("on the 1st to 5th at noon", "On the 1st to 5th of every month at 12:00"),
    ("on the 31st at noon", "On the 31st of every month, or its last day, at 12:00"),
    ("on the 15th", "On the 15th of every month at 04:07"),
    ("monthly on the 15th at noon", noonOfThe15th), ("15th of each month at noon", noonOfThe15th),
  ])
  func `takes a date in digits for that of every month`(text: String, words: String) throws {
    try expect(text, words)
  }

  @Test(
    arguments: [
      ("every hour from 9 to 17", "Every hour from 09:00 to 17:00"),
      ("hourly between 9 and 17", "Every hour from 09:00 to 17:00"),
      ("every 30 min from 9 to 17:30", "Every 30 minutes from 09:00 to 17:30"),
      ("every 90 minutes from 8:30 to 18", "Every 90 minutes from 08:30 to 18:00"),
      ("every 2 hours from 0 to 12", "Every 2 hours from 00:00 to 12:00"),
      ("every 2 hours from 1 to 12", nil),
      ("every 2 hours from 1 to 13", "Every 2 hours from 01:00 to 13:00"),
      ("every hour from 9 to 17 on weekdays", "Every hour from 09:00 to 17:00 on weekdays"),
      ("every hour from 9 to 17 mon-fri", "Every hour from 09:00 to 17:00 on weekdays"),
      ("every hour from 9 to 17, mon-fri", "Every hour from 09:00 to 17:00 on weekdays"),
      ("every hour from 9 to 17 every weekday", "Every hour from 09:00 to 17:00 on weekdays"),
      ("every hour from 9 to 17 every day", "Every hour from 09:00 to 17:00"),
      (
        "every half-hour from 9am to 5pm on mon, wed and fri",
        "Every 30 minutes from 09:00 to 17:00 on Mondays, Wednesdays and Fridays"
      ),
      ("twice an hour from 9am to noon", "Every 30 minutes from 09:00 to 12:00"),
      ("every 2 hours weekends", "Every 2 hours on Saturdays and Sundays"),
    ] as [(String, String?)])
  func `takes windows by bare hours, with days behind`(text: String, words: String?) throws {
    try expect(text, words)
  }

  @Test(arguments: [
    "every year on december 24 at 10:00", "every year on 24 december at 10:00",
    "every year on the 24th of december at 10:00", "every year on december 24th at 10:00",
    "every year on dec 24 10:00", "yearly on 24 Dec, at 10:00",
    "annually on december the 24th at 10am",
    "at 10:00 every year on december 24", "each year on 24th december at 10:00.",
    "every 12 months on december 24 at 10:00", "every 1 year on december 24 at 10:00",
  ])
  func `takes a day of the year either way round`(text: String) throws {
    guard !text.contains("12 months") else { return try expect(text, nil) }
    try expect(text, "Every year on 24 December at 10:00")
  }

  @Test func `runs a day of the year without a time at midnight, and says so`() throws {
    for text in ["every year on december 24", "annually on 24 december", "every 2 years on dec 24"]
    {
      let schedule = try World.custom(text)
      #expect(schedule.words.hasSuffix("on 24 December at 00:00, New York time"))
      #expect(schedule.notices.first == "No time of day was given: 00:00 is used.")
    }
    let timed = World.input(
      "custom", "10:00", [("customInterval", "every year on december 24")])
    let schedule = try Schedule(timed, anchor: World.deployment, zones: World.zones)
    #expect(schedule.words == "Every year on 24 December at 10:00, New York time")
    #expect(schedule.notices.isEmpty)
  }

  @Test(arguments: [
    "once on december 24, 2026 at 9am", "december 24 2026 9am", "24 dec 2026 at 9am",
    "on the 24th of december 2026 at 9:00", "once at dec 24th 2026 09:00", "2026-12-24, at 9am",
    "at 9am on december 24 2026",
  ])
  func `takes one date in words`(text: String) throws {
    let isOtherwise = text.hasPrefix("at 9am") || text.contains(", at")
    try expect(text, isOtherwise ? nil : "Once on 24 December 2026 at 09:00")
  }

  @Test(
    arguments: [
      ("every half-hour", "Every 30 minutes"), ("half-hour", "Every 30 minutes"),
      ("every quarter-hour", "Every 15 minutes"), ("each quarter of an hour", "Every 15 minutes"),
      ("once daily at noon", "Every day at 12:00"), ("three times daily", "Every 8 hours"),
      ("twice hourly", "Every 30 minutes"), ("once per day 9am", "Every day at 09:00"),
      ("1h30m", "Every 90 minutes"), ("1 H 30 M", "Every 90 minutes"),
      ("every2hours", "Every 2 hours"),
      ("every two hours and thirty minutes", "Every 2 hours and 30 minutes"),
      ("every hour and a half", nil), ("every other other day", nil), ("every .5 hours", nil),
      ("every 1. hours", nil), ("repeat each hour", nil), ("run hourly", nil),
      ("every 2 hours..", nil),
      ("every second second day", nil), ("every 3rd day", nil), ("every third day at 9am", nil),
      ("every 2nd friday", nil), ("every hour hours", nil), ("every 1 2 hours", nil),
      ("thirty-five minutes", nil), ("every fourteen days", nil), ("every +2 hours", nil),
      ("every 2h30", nil), ("every 500 milliseconds", nil), ("every minus 2 hours", nil),
      ("every 1,000 minutes", nil), ("every 1e3 minutes", nil), ("every ½ hour", nil),
      ("twice a week", nil), ("5 times an hour", "Every 12 minutes"), ("7 times an hour", nil),
      ("zero times a day", nil), ("1.5 times a day", nil), ("twice daily at 9am and 5pm", nil),
    ] as [(String, String?)])
  func `takes intervals as they are counted, and no others`(text: String, words: String?) throws {
    try expect(text, words)
  }

  @Test(arguments: [
    "monday 32", "friday 13", "every friday 13", "monday at", "mon-fri at 9:00:00", "mon fri 9:00",
    "mon/fri 9:00", "mon-fri-sun 9:00", "mon- 9:00", "-fri 9:00", "weekdays except friday 9:00",
    "on the 15th of december at noon", "on the 15th and friday at noon", "on the 0th at noon",
    "on the 32nd at noon", "on the 15st at noon", "every 15th at noon", "15th", "the 15th",
    "on the first at noon", "on the last day at noon", "first monday at 9am",
    "on december 24 at 10:00", "december 24", "every december 24", "every month on december 24",
    "every year on 24", "every year on december", "every year on december 32",
    "every year on february 30", "every year on 0 march", "every year on monday",
    "every year on december 24 and 25", "every year on december 24 2026",
    "every hour from 17 to 9", "every hour from 9 to 9", "every hour from 9am to midnight",
    "every hour from 9", "every hour between 9 to 17", "every hour from 9 and 17",
    "every hour 9-17", "every day from 9 to 17", "every hour from 9 to 24", "at 9am every 2 hours",
    "every day at 9am at 5pm", "at 9am every day at 5pm", "every day at 9am,",
    "every day at 9am 5pm",
    "every day at 9.30", "every day at 9h", "every day at 25", "every day at 100",
    "daily 9am tomorrow",
    "every day at 9 o'clock", "every day at half past nine", "every day at 0am",
    "every day at 13am",
    "weekly from 9 to 17", "9", "17", "9am", "noon", "at noon", "9 every day", "17 every day",
    "2026-12-24", "2026-12-24 25:00", "2026-13-24 09:00", "once at 9am", "once tomorrow at 9am",
    "2026-12-24T17", "2026-12-24T9:00", "24 december 2026", "31 november 2026 at 9am",
  ])
  func `never guesses`(text: String) throws {
    let faults = World.faults("custom", text)
    #expect(!faults.isEmpty)
    for fault in faults {
      #expect(fault.path == ["schedule_time"] && fault.message.count > 10)
      for offer in fault.offers { #expect(World.faults("custom", offer).isEmpty, "\(offer)") }
    }
  }

  private func expect(_ text: String, _ words: String?) throws {
    guard let words else {
      #expect(!World.faults("custom", text).isEmpty, "\(text)")
      return
    }
    let schedule = try World.custom(text)
    #expect(schedule.words.hasSuffix(words + ", New York time"), "\(schedule.words)")
    let again = try World.custom(schedule.words)
    #expect(
      again.next(after: World.deployment, count: 10)
        == schedule.next(after: World.deployment, count: 10))
  }
}
