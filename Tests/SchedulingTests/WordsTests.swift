import OrderedJSON
import Scheduling
import Testing

/// Every form of the grammar of words, by the words that the schedule then has.
@Suite struct WordsTests {
  @Test(arguments: [
    ("PT2H", "Every 2 hours"), ("pt2h", "Every 2 hours"), ("P2D", "Every 2 days at 04:07"),
    ("P1W", "Every Tuesday at 04:07"), ("P2W", "Every 2 weeks at 04:07"),
    ("PT90M", "Every 90 minutes"), ("PT7200S", "Every 2 hours"), ("PT0.5H", "Every 30 minutes"),
    ("PT1H30M", "Every 90 minutes"), ("P1DT12H", "Every 36 hours"),
    ("P1M", "On the 24th of every month at 04:07"), ("P1Y", "Every year on 24 November at 04:07"),
    ("@every 1h30m", "Every 90 minutes"), ("@every 45m", "Every 45 minutes"),
    ("@every 7200s", "Every 2 hours"), ("@Hourly.", "Every hour"), ("@every 2h.", "Every 2 hours"),
    ("2h", "Every 2 hours"), ("every 2h", "Every 2 hours"),
    ("1h 30m", "Every 90 minutes"), ("1h30m", "Every 90 minutes"), ("90m", "Every 90 minutes"),
    ("2 hours", "Every 2 hours"), ("30 min", "Every 30 minutes"), ("2 hrs", "Every 2 hours"),
    ("10 mins", "Every 10 minutes"), ("2d", "Every 2 days at 04:07"),
    ("1w", "Every Tuesday at 04:07"),
  ])
  func `reads durations`(text: String, words: String) throws { try expect(text, words) }

  @Test(arguments: [
    ("every 2 hours", "Every 2 hours"), ("EVERY  2   HOURS.", "Every 2 hours"),
    ("  each hour ", "Every hour"), ("repeat every 15 minutes", "Every 15 minutes"),
    ("run every 2 hours", "Every 2 hours"), ("every other day", "Every 2 days at 04:07"),
    ("every second day", "Every 2 days at 04:07"), ("every other hour", "Every 2 hours"),
    ("every second minute", "Every 2 minutes"),
    ("every other week", "Every 2 weeks at 04:07"),
    ("every 1.5 hours", "Every 90 minutes"), ("every 0.25 hours", "Every 15 minutes"),
    ("every 3600 seconds", "Every hour"), ("every 0.5 days", "Every 12 hours"),
    ("every half an hour", "Every 30 minutes"), ("every half hour", "Every 30 minutes"),
    ("half an hour", "Every 30 minutes"), ("every quarter hour", "Every 15 minutes"),
    ("every quarter of an hour", "Every 15 minutes"),
    ("every 1 hour and 30 minutes", "Every 90 minutes"),
    ("every hour and 30 minutes", "Every 90 minutes"),
    ("every 1 hour 30 minutes", "Every 90 minutes"), ("every 1 day 12 hours", "Every 36 hours"),
    ("every 48 hours at noon", "Every 2 days at 12:00"),
    ("every quarter", "Every 3 months at 04:07"),
    ("every year", "Every year on 24 November at 04:07"),
    ("every 2 years", "Every 2 years at 04:07"),
    ("every 24 months", "Every 2 years at 04:07"),
    ("P5Y", "Every 5 years at 04:07"),
    ("every 18 months", "Every 18 months at 04:07"),
    ("every month", "On the 24th of every month at 04:07"), ("every day", "Every day at 04:07"),
    ("every week", "Every Tuesday at 04:07"), ("every minute", "Every minute"),
  ])
  func `reads intervals`(text: String, words: String) throws { try expect(text, words) }

  @Test(arguments: [
    ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7),
    ("eight", 8), ("nine", 9), ("ten", 10), ("eleven", 11), ("twelve", 12), ("fifteen", 15),
    ("twenty", 20), ("thirty", 30),
  ])
  func `reads number words`(word: String, number: Int) throws {
    let words = number == 1 ? "Every minute" : "Every \(number) minutes"
    try expect("every \(word) minutes", words)
  }

  @Test(arguments: [
    ("minutely", "Every minute"), ("hourly", "Every hour"), ("daily", "Every day at 04:07"),
    ("weekly", "Every Tuesday at 04:07"), ("fortnightly", "Every 2 weeks at 04:07"),
    ("monthly", "On the 24th of every month at 04:07"),
    ("quarterly", "Every 3 months at 04:07"),
    ("yearly", "Every year on 24 November at 04:07"),
    ("annually at 9am", "Every year on 24 November at 09:00"),
    ("daily at 9am", "Every day at 09:00"),
    ("weekly on monday at 9:00", "Every Monday at 09:00"),
    ("monthly on the 1st at 9am", "On the 1st of every month at 09:00"),
    ("hourly from 9am to 5pm", "Every hour from 09:00 to 17:00"),
    ("once a day", "Every day at 04:07"), ("once a day at noon", "Every day at 12:00"),
    ("twice a day", "Every 12 hours"), ("twice daily", "Every 12 hours"),
    ("three times a day", "Every 8 hours"), ("3 times per day", "Every 8 hours"),
    ("twice per hour", "Every 30 minutes"), ("4 times an hour", "Every 15 minutes"),
    ("once an hour", "Every hour"),
  ])
  func `reads adverbs and times a day`(text: String, words: String) throws {
    try expect(text, words)
  }

  @Test(
    arguments: [
      ("every monday at 9am", "Every Monday at 09:00"), ("mondays at 9am", "Every Monday at 09:00"),
      ("on mondays at 9am", "Every Monday at 09:00"), ("monday 9am", "Every Monday at 09:00"),
      ("mon, wed and fri at 14:30", "Every Monday, Wednesday and Friday at 14:30"),
      ("mon, wed, and fri at 14:30", "Every Monday, Wednesday and Friday at 14:30"),
      ("every mon-fri at 09:00", "Every weekday at 09:00"),
      ("monday to friday at 09:00", "Every weekday at 09:00"),
      ("fri-mon at 9am", "Every Monday, Friday, Saturday and Sunday at 09:00"),
      ("weekdays at noon", "Every weekday at 12:00"),
      ("every weekday at 9:30 am and 5:30 pm", "Every weekday at 09:30 and 17:30"),
      ("weekends at midnight", "Every Saturday and Sunday at 00:00"),
      ("every weekend at 10am", "Every Saturday and Sunday at 10:00"),
      ("every business day at 09:00", "Every weekday at 09:00"),
      ("business days at 09:00", "Every weekday at 09:00"),
      (
        "weekdays and saturday at 9am",
        "Every Monday, Tuesday, Wednesday, Thursday, Friday and Saturday at 09:00"
      ),
      ("every 2 weeks on tuesday at 9am", "Every 2 weeks on Tuesday at 09:00"),
      ("every other friday at 17:00", "Every 2 weeks on Friday at 17:00"),
      ("every second friday at 17:00", "Every 2 weeks on Friday at 17:00"),
      ("at 9am and 5pm on weekdays", "Every weekday at 09:00 and 17:00"),
      ("every monday", "Every Monday at 04:07"),
    ] as [(String, String?)])
  func `reads days of the week`(text: String, words: String?) throws { try expect(text, words) }

  @Test(arguments: [
    ("every 1st of the month at 9am", "On the 1st of every month at 09:00"),
    ("the 1st of every month at 9am", "On the 1st of every month at 09:00"),
    ("on the 22nd day of the month at 9am", "On the 22nd of every month at 09:00"),
    ("every month on the 1st at 9am", "On the 1st of every month at 09:00"),
    ("every month on the last day at 9am", "On the last day of every month at 09:00"),
    ("every month on the first monday at 9am", "On the first Monday of every month at 09:00"),
    ("last day of the month at 18:00", "On the last day of every month at 18:00"),
    ("every last friday of the month at 5pm", "On the last Friday of every month at 17:00"),
    ("every second friday of the month at 5pm", "On the second Friday of every month at 17:00"),
    ("first monday of the month at 9am", "On the first Monday of every month at 09:00"),
    ("5th friday of each month at 9am", "On the fifth Friday of every month at 09:00"),
    ("third of the month at 9am", "On the 3rd of every month at 09:00"),
    ("last weekday of the month at 9am", "On the last weekday of every month at 09:00"),
    ("second weekday of the month at 9am", "On the second weekday of every month at 09:00"),
    ("6th weekday of the month at 9am", "On the 6th weekday of every month at 09:00"),
    ("1st and 15th of the month at 9am", "On the 1st and 15th of every month at 09:00"),
    ("1st to 31st of the month at 9am", "Every day at 09:00"),
    ("every 3 months on the 1st to 31st at 9am", "Every 3 months on the 1st to 31st at 09:00"),
    ("31st of the month at 9am", "On the 31st of every month, or its last day, at 09:00"),
    ("every 2 months on the 5th at 9am", "Every 2 months on the 5th at 09:00"),
    ("every year on 24 december at 9am", "Every year on 24 December at 09:00"),
    ("every 2 years on 24 december at 9am", "Every 2 years on 24 December at 09:00"),
    ("every other year on 29 february at 9am", "Every 2 years on 29 February at 09:00"),
    ("every 3 years on 1 march", "Every 3 years on 1 March at 00:00"),
    ("every 12 months on the 5th at 9am", "Every year on 5 December at 09:00"),
    ("every 12 months on the 31st at 9am", "Every year on 31 December at 09:00"),
    (
      "1st and 3rd monday of the month at 9am",
      "On the first and third Monday of every month at 09:00"
    ),
    (
      "first, third and last monday of the month at 9am",
      "On the first, third and last Monday of every month at 09:00"
    ),
    (
      "1st, 2nd and last weekday of the month at 9am",
      "On the first, second and last weekday of every month at 09:00"
    ),
  ])
  func `reads days of the month`(text: String, words: String) throws { try expect(text, words) }

  @Test(arguments: [
    ("at 9am every day", "Every day at 09:00"), ("every day at 9:05pm", "Every day at 21:05"),
    ("every day at 12am", "Every day at 00:00"), ("every day at 12 p.m.", "Every day at 12:00"),
    ("every day at 9 a.m", "Every day at 09:00"), ("every day at 9:00.", "Every day at 09:00"),
    ("every day at 5pm, 9am and 9:00", "Every day at 09:00 and 17:00"),
    ("every 15 minutes from 09:00 to 17:00", "Every 15 minutes from 09:00 to 17:00"),
    (
      "every 15 minutes between 9am and 5pm on weekdays",
      "Every 15 minutes from 09:00 to 17:00 on weekdays"
    ),
    ("every 50 minutes from 9am to noon", "Every 50 minutes from 09:00 to 12:00"),
    (
      "every 2 hours from 9am to 5pm on mon and fri",
      "Every 2 hours from 09:00 to 17:00 on Mondays and Fridays"
    ),
    ("every 2 hours on weekdays", "Every 2 hours on weekdays"),
    ("once at 2026-12-24 09:00", "Once on 24 December 2026 at 09:00"),
    ("at 2026-12-24T09:00", "Once on 24 December 2026 at 09:00"),
    ("2026-12-24 09:00", "Once on 24 December 2026 at 09:00"),
    ("on 2026-12-24T09:00.", "Once on 24 December 2026 at 09:00"),
    ("once on 24 december 2026 at 9am", "Once on 24 December 2026 at 09:00"),
    ("2026-12-24 9am", "Once on 24 December 2026 at 09:00"),
    ("once 2026-12-24 9:00", "Once on 24 December 2026 at 09:00"),
    ("at 2026-12-24 9:30 p.m.", "Once on 24 December 2026 at 21:30"),
    ("2026-12-24 noon", "Once on 24 December 2026 at 12:00"),
  ])
  func `reads times, windows and single runs`(text: String, words: String) throws {
    try expect(text, words)
  }

  @Test func `starts a window's grid at its first time and includes both ends`() throws {
    let schedule = try World.custom("every 4 hours from 09:00 to 17:00", zone: "UTC")
    #expect(
      World.next(schedule, after: "2026-11-24T17:00:00Z", 3)
        == ["2026-11-25T09:00:00Z", "2026-11-25T13:00:00Z", "2026-11-25T17:00:00Z"])
  }

  @Test(arguments: [
    ("0 9 1 1 */2", "on the 1st of January, if that is a Tuesday, Thursday, Saturday or Sunday"),
    ("0 9 */10 * 1", "on the 1st, 11th, 21st and 31st of every month, if that is a Monday"),
    ("0 9 ? * 1#1,1#3", "on the first and third Monday of every month"),
    ("0 9 ? * 1#1,5#2,2L", "on the first Monday, second Friday and last Tuesday of every month"),
    ("0 9 ? * 5#2,5L,1#1", "on the first Monday and the second and last Friday of every month"),
    ("0 9 */10 * 0#1,0L", "if that is the first or last Sunday"),
  ])
  func `tells the days of a cron expression`(text: String, words: String) throws {
    #expect(try World.custom(text).words.hasSuffix(words + ", New York time"))
  }

  @Test func `counts years from the first such day to come`() throws {
    let march = try World.custom("every 2 years on 5 march at 9am", zone: "UTC")
    #expect(
      World.next(march, after: "2026-11-24T09:07:00Z", 2)
        == ["2027-03-05T09:00:00Z", "2029-03-05T09:00:00Z"])
    let leap = try World.custom("every 2 years on 29 february at 9am", zone: "UTC")
    #expect(
      World.next(leap, after: "2026-11-24T09:07:00Z", 2)
        == ["2028-02-29T09:00:00Z", "2030-02-28T09:00:00Z"])
    let started = try World.custom(
      "every 5 years on 24 december at 9am", zone: "UTC", [("start", "2027-12-25")])
    #expect(World.next(started, after: "2026-11-24T09:07:00Z", 1) == ["2028-12-24T09:00:00Z"])
  }

  @Test func `tells start and end by the clock of the zone, and reads them back`() throws {
    let range: [(String, JSON)] = [
      ("start", "2027-01-01T10:00:00Z"), ("end", "2027-07-01T10:00:07Z"),
    ]
    let schedule = try World.custom("every day at 9am", zone: "Europe/Berlin", range)
    #expect(
      schedule.words == "Every day at 09:00, Berlin time, from 1 January 2027 at 11:00, "
        + "until 1 July 2027 at 12:00:07")
    let again = try World.custom(schedule.words, zone: "Europe/Berlin", range)
    #expect(again.words == schedule.words)
  }

  @Test(arguments: [
    ("GMT", "GMT"), ("EST", "EST"), ("Factory", "Factory"), ("UTC", "UTC"), ("EST5EDT", "EST5EDT"),
    ("Etc/GMT-5", "Etc/GMT-5"), ("Japan", "Japan time"), ("PRC", "PRC time"),
    ("America/Argentina/Buenos_Aires", "Buenos Aires time"), ("US/Eastern", "US/Eastern time"),
  ])
  func `names the zone as a person would`(zone: String, label: String) throws {
    #expect(try World.custom("every day at 9am", zone: zone).words.hasSuffix("at 09:00, " + label))
  }

  @Test func `is done after its one run`() throws {
    let schedule = try World.custom("once at 2026-12-24 09:00")
    #expect(schedule.isOnce)
    #expect(World.next(schedule, after: "2026-01-01T00:00:00Z", 2) == ["2026-12-24T14:00:00Z"])
    #expect(schedule.next(after: World.instant("2026-12-24T14:00:00Z")) == nil)
  }

  private func expect(_ text: String, _ words: String?) throws {
    guard let words else {
      #expect(!World.faults("custom", text).isEmpty)
      return
    }
    #expect(try World.custom(text).words == words + ", New York time")
  }
}
