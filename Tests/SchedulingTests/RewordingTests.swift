import OrderedJSON
import Scheduling
import Testing

/// What people write in another order or with other words than are read: what is offered means just that.
@Suite struct RewordingTests {
  @Test(arguments: [
    ("every hour on the hour", ["every hour"]), ("Hourly, on the hour.", ["Hourly"]),
    ("every 2 hours on the hour", ["every 2 hours"]),
    ("every hour on the hour on weekdays", ["every hour on weekdays"]),
    ("every hour on the hour from 9 to 5", ["every hour from 9am to 5pm"]),
    ("every hour at the top of the hour", ["every hour"]),
    ("every 5 hours on the hour", []), ("every 30 minutes on the hour", []),
    ("every 2 hours from 9:30 to 17:30 on the hour", []),
  ])
  func `whole hours are what hours are counted by`(text: String, offers: [String]) throws {
    try expect(text, offers)
  }

  @Test(arguments: [
    ("once a week on monday at 9am", ["every week on monday at 9am"]),
    ("once a week every monday at 9am", ["every monday at 9am"]),
    ("once per week, on mondays, at 9am", ["every week on mondays, at 9am"]),
    ("Once weekly on Friday at 9", ["every week on Friday at 9am", "every week on Friday at 9pm"]),
    ("once a week", ["every week"]),
    ("once a month on the 1st at 9am", ["every month on the 1st at 9am"]),
    ("once a month on the last friday at 5pm", ["every month on the last friday at 5pm"]),
    ("once a year on december 24", ["every year on december 24"]),
    ("once a quarter on the 1st at 9am", ["every quarter on the 1st at 9am"]),
    ("once an hour at :30", ["30 * * * *"]), ("once a minute", ["every minute"]),
    ("once every 2 weeks on friday at 9am", ["every 2 weeks on friday at 9am"]),
    ("once every hour", ["every hour"]),
    ("twice a week on monday and thursday at 9am", ["every week on monday and thursday at 9am"]),
    ("3 times a week on mon, wed and fri at noon", ["every week on mon, wed and fri at noon"]),
    ("twice a month on the 1st and 15th at 9am", ["every month on the 1st and 15th at 9am"]),
    ("twice a day at 9am and 5pm", ["every day at 9am and 5pm"]),
    ("twice daily at 9am and 5pm", ["every day at 9am and 5pm"]),
    ("at 9am and 5pm twice a day", ["at 9am and 5pm every day"]),
    ("twice a day on weekdays at 9am and 5pm", ["on weekdays at 9am and 5pm"]),
    ("3 times a day at 9, 12 and 6", ["every day at 9am, noon and 6pm"]),
    ("once a week on monday and thursday at 9am", []), ("once a week on weekdays at 9am", []),
    ("once a week at 9am and 5pm", []), ("twice a week on monday at 9am", []),
    ("twice a week", []), ("twice a day at 9am", []), ("twice a day at 9am and 9am", []),
    ("3 times a day at 9am and 5pm", []), ("twice a month on the 1st at 9am", []),
    ("once every 2 weeks on monday and friday at 9am", []), ("twice a year on december 24", []),
  ])
  func `a frequency goes where days or times are listed, as many as it says`(
    text: String, offers: [String]
  ) throws {
    try expect(text, offers)
  }

  @Test(arguments: [
    (
      "every 15 minutes on weekdays from 9 to 17", ["every 15 minutes from 9 to 17 on weekdays"]
    ),
    ("every hour, mon-fri, between 9am and 5pm", ["every hour between 9am and 5pm mon-fri"]),
    ("hourly every weekday from 9 to 5", ["hourly from 9am to 5pm every weekday"]),
    ("every 15 minutes daily from 9 to 17", ["every 15 minutes from 9 to 17"]),
    ("weekdays every 15 minutes from 9 to 17", ["every 15 minutes from 9 to 17 weekdays"]),
    ("on mondays, every 2 hours", ["every 2 hours on mondays"]),
    ("every day every 2 hours", ["every 2 hours"]),
    ("every 5 hours on weekdays", []), ("every 2 days on weekdays from 9 to 17", []),
  ])
  func `days go behind what is counted and its window`(text: String, offers: [String]) throws {
    try expect(text, offers)
  }

  @Test(arguments: [
    ("weekdays @ 9am", ["weekdays at 9am"]),
    ("mondays & fridays @9:00", ["mondays and fridays at 9:00"]),
    ("weekdays @ 9", ["weekdays at 9am", "weekdays at 9pm"]), ("@ 9am every day", []),
    ("every day at 0900", ["every day at 09:00"]), ("weekdays 0930", ["weekdays 09:30"]),
    ("every day at 0900 and 1730", ["every day at 09:00 and 17:30"]),
    ("every day at 0900, 1200 and 2000", ["every day at 09:00, 12:00 and 20:00"]),
    ("every day at 2000", ["every day at 20:00"]), ("every day at 930pm", ["every day at 9:30pm"]),
    ("every day at 0900 hours", ["every day at 09:00"]), ("0900 every day", ["09:00 every day"]),
    ("weekdays 0900-1700", ["every hour from 09:00 to 17:00 on weekdays"]),
    ("every december 24, 2026", []), ("2026", ["every day at 20:26"]),
    ("every day from 2026 to 2027", []),
    ("weekdays from 0900 to 2000", ["every hour from 09:00 to 20:00 on weekdays"]),
    ("every monday 2026", []),
    ("every day at 2460", []), ("every day at 9000", []),
  ])
  func `times are read as clocks and armies write them`(text: String, offers: [String]) throws {
    try expect(text, offers)
  }

  @Test(arguments: [
    ("on the 15 at noon", ["on the 15th at noon"]), ("on 15 at noon", ["on 15th at noon"]),
    ("on the 1 and 15 at noon", ["on the 1st and 15th at noon"]),
    ("on the 1st and 15 at noon", ["on the 1st and 15th at noon"]),
    (
      "every month on the 3 at 9",
      ["every month on the 3rd at 9am", "every month on the 3rd at 9pm"]
    ),
    ("the 15 of every month at noon", ["the 15th of every month at noon"]),
    ("every 1, 10 and 20 of the month", ["every 1st, 10th and 20th of the month"]),
    ("monthly on day 15 at noon", ["monthly on the 15th at noon"]),
    ("day 1 of the month at 9am", ["the 1st of the month at 9am"]),
    ("on the 15, 9", []), ("on the 32 at noon", []), ("every hour on the 30", []),
  ])
  func `numbers of days are ordinals`(text: String, offers: [String]) throws {
    try expect(text, offers)
  }

  @Test(arguments: [
    ("15th every month at 9am", ["15th of every month at 9am"]),
    ("third thursday monthly at 10am", ["third thursday of the month at 10am"]),
    ("every day of the week at 9am", ["every day at 9am"]),
    ("at the end of the month at 5pm", ["on the last day of the month at 5pm"]),
    ("end of month", ["last day of the month"]),
    ("start of the month at 9am", ["first day of the month at 9am"]),
    ("weekly monday 9am", ["weekly on monday 9am"]),
    ("Weekly, Monday, 9am", ["Weekly on Monday, 9am"]),
    ("every month 15th at 9am", ["every month on 15th at 9am"]),
    ("every day at 9:00 and at 17:00", ["every day at 9:00 and 17:00"]),
    ("on the 1st and on the 15th at 9am", ["on the 1st and the 15th at 9am"]),
    ("every day at nine", ["every day at 9am", "every day at 9pm"]),
    ("every friday at five pm", ["every friday at 5 pm"]),
    ("every hour from nine to five", ["every hour from 9am to 5pm"]),
    ("weekdays between 9am and 5pm", ["every hour from 9am to 5pm on weekdays"]),
    ("daily at 09h30", ["daily at 09:30"]), ("mon+tue at 9am", ["mon and tue at 9am"]),
    ("one time a day at 9am", ["every day at 9am"]),
    ("mondays at 9am and on fridays at 5pm", []), ("end of the week", []),
  ])
  func `small words are put where they are read`(text: String, offers: [String]) throws {
    try expect(text, offers)
  }

  @Test(arguments: [
    ("every mon wed fri at 7am", ["every mon, wed, fri at 7am"]),
    ("Mon Wed and Fri at 7am", ["Mon, Wed and Fri at 7am"]),
    ("mo we at 7am", ["mon, wed at 7am"]),
    ("every day at 9am 5pm", ["every day at 9am, 5pm"]),
    ("every day at 9:00 13:00 17:00", ["every day at 9:00, 13:00, 17:00"]),
    ("1st 15th of the month at noon", ["1st, 15th of the month at noon"]),
  ])
  func `what stands side by side is listed with commas`(text: String, offers: [String]) throws {
    try expect(text, offers)
  }

  @Test(arguments: [
    (
      "between 9 and 5 every hour on weekdays", ["every hour between 9am and 5pm on weekdays"]
    ),
    ("from 9 to 17 every 15 minutes", ["every 15 minutes from 9 to 17"]),
    ("weekdays between 9 and 5 every hour", ["every hour between 9am and 5pm weekdays"]),
    ("between 9am and 5pm, every day, hourly", ["hourly between 9am and 5pm"]),
    ("between 9am and 5pm every 2 days", []),
  ])
  func `a window goes behind what is counted in it`(text: String, offers: [String]) throws {
    try expect(text, offers)
  }

  @Test(arguments: [
    ("every hour on the half hour", ["30 * * * *"]), ("hourly at half past", ["30 * * * *"]),
    ("at 15 past every hour", ["15 * * * *"]), ("15 minutes past every hour", ["15 * * * *"]),
    ("at 15 and 45 past every hour", ["15,45 * * * *"]),
    ("at quarter past every 2 hours", ["15 */2 * * *"]),
    ("every hour at quarter to the hour", ["45 * * * *"]),
    ("every 2 hours at quarter to the hour", []),
    ("every 2 hours at quarter past the hour", ["15 */2 * * *"]),
    ("every hour at :30 on weekdays", ["30 * * * MON-FRI"]),
    ("mondays and fridays, every hour on the half-hour", ["30 * * * MON,FRI"]),
    ("at 15 past every 5 hours", []), ("at 75 past every hour", []),
  ])
  func `minutes past the hour are those of cron`(text: String, offers: [String]) throws {
    try expect(text, offers)
  }

  @Test(arguments: [
    ("half past nine", ["every day at 09:30", "every day at 21:30"]),
    ("at half past 9 every day", ["at 09:30 every day", "at 21:30 every day"]),
    ("weekdays at quarter to five", ["weekdays at 04:45", "weekdays at 16:45"]),
    ("every day at half past twelve", ["every day at 12:30", "every day at 00:30"]),
    ("every day at quarter to 12", ["every day at 11:45", "every day at 23:45"]),
    ("every day at quarter to 12 pm", ["every day at 11:45"]),
    ("every day at quarter to 12 am", ["every day at 23:45"]),
    ("every day at half past 12 am", ["every day at 00:30"]),
    ("every day at quarter past 12pm", ["every day at 12:15"]),
    ("every day at quarter to 1 pm", ["every day at 12:45"]),
    ("every day at quarter to 1 am", ["every day at 00:45"]),
    ("every day at ten minutes to 12pm", ["every day at 11:50"]),
    ("every day at ten to 12 in the morning", []),
    ("every monday at ten past nine pm", ["every monday at 21:10"]),
    ("every day at 5 minutes to midnight", ["every day at 23:55"]),
    ("every day at half past nine in the evening", ["every day at 21:30"]),
    ("every morning at half past nine", ["every day at 09:30"]),
    ("every day at half past 14", ["every day at 14:30"]),
    ("every hour from ten to five", ["every hour from 10am to 5pm"]),
  ])
  func `times that are told in words are written in digits`(
    text: String, offers: [String]
  ) throws {
    try expect(text, offers)
  }

  /// By a clock of Tuesday, 24 November 2026, 9:07 in UTC.
  @Test(arguments: [
    ("tomorrow at 9am", ["once at 2026-11-25 09:00"]),
    ("9am tomorrow", ["once at 2026-11-25 09:00"]),
    ("once tomorrow at 9", ["once at 2026-11-25 09:00", "once at 2026-11-25 21:00"]),
    ("today at 5pm", ["once at 2026-11-24 17:00"]), ("today at 9am", []),
    ("tonight at 9", ["once at 2026-11-24 21:00"]), ("tomorrow", []), ("tomorrow evening", []),
  ])
  func `a day that is told from now on is one run on its date`(
    text: String, offers: [String]
  ) throws {
    try expect(text, offers)
    let fault = try #require(World.faults("custom", text).first)
    #expect(fault.message.contains("a schedule says the same whenever it is read"))
  }

  @Test func `tomorrow is that of the zone of the schedule`() throws {
    let input = World.input("custom", "tomorrow at 9am", zone: "Pacific/Kiritimati")
    let late = try #require(throws: ScheduleFaults.self) {
      try Schedule(input, anchor: World.instant("2026-11-24T11:00:00Z"), zones: World.zones)
    }
    #expect(late.faults.first?.offers == ["once at 2026-11-26 09:00"])
  }

  @Test(arguments: [
    ("next monday at 9am", "“next” does not; write days and times, or for a single run its date"),
    ("in 2 hours", "“in 2 hours” does not; write days and times, or for a single run its date"),
    ("starting at 9am every 2 hours", "the first day goes into the field of its own, start"),
    ("every day at 9am ending friday", "the last day goes into the field of its own, end"),
  ])
  func `a moment of its own is not taken for a day that looks like it`(
    text: String, hint: String
  ) throws {
    let fault = try #require(World.faults("custom", text).first)
    #expect(fault.offers.isEmpty && !fault.message.contains("did you mean"), "\(fault.message)")
    #expect(fault.message.contains(hint), "\(fault.message)")
  }

  @Test func `what is offered stands first, in plain words`() throws {
    let fault = try #require(World.faults("custom", "on the 15 at noon").first)
    #expect(
      fault.message
        == "did you mean \"on the 15th at noon\"? “15” does not fit here (at character 8)")
    #expect(fault.position == 7)
    let word = try #require(World.faults("custom", "on the frist monday at noon").first)
    #expect(
      word.message.hasPrefix(
        "did you mean \"on the first monday of the month at noon\"? “frist” is not known here"))
    let none = try #require(World.faults("custom", "on the fish at noon").first)
    #expect(none.message.contains("expected"))
    let half = try #require(World.faults("custom", "every day at 2:30 XM").first)
    #expect(half.offers.isEmpty, "\(half.offers)")
  }

  private func expect(_ text: String, _ offers: [String]) throws {
    let fault = try #require(World.faults("custom", text).first, "\(text)")
    #expect(fault.offers == offers, "\(fault.message)")
    for offer in offers { #expect(World.faults("custom", offer).isEmpty, "\(offer)") }
  }
}
