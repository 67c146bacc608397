import OrderedJSON
import Scheduling
import Testing

/// What `schedule_time` says, by itself and in the place of days.
@Suite struct ScheduleTimeTests {
  @Test(arguments: [
    ("9:00", "09:00"), ("0:05", "00:05"), ("09:00:00", "09:00"), ("9:00:00", "09:00"),
    ("23:59:00", "23:59"), ("9am", "09:00"), ("9AM", "09:00"), ("9 am", "09:00"), ("09am", "09:00"),
    ("2:30 PM", "14:30"), ("2:30pm", "14:30"), ("02:30 pm", "14:30"), ("2:30:00 PM", "14:30"),
    ("2:30\u{202F}PM", "14:30"), ("2:30\u{A0}PM", "14:30"), ("9 a.m.", "09:00"), ("9 p.m", "21:00"),
    ("12am", "00:00"), ("12 PM", "12:00"), ("12:30 a.m.", "00:30"), ("11:59 p.m.", "23:59"),
  ])
  func `reads what clients send, and says as what`(time: String, clock: String) throws {
    let schedule = try World.schedule("daily", time)
    #expect(schedule.words == "Every day at \(clock), New York time")
    #expect(schedule.notices == ["The time “\(time)” is read as \(clock)."])
    #expect(ScheduleInput.timeOfDay(time) == clock)
    let beside = World.input("custom", time, [("customInterval", "every other day")])
    #expect(
      try Schedule(beside, anchor: World.deployment, zones: World.zones).words
        == "Every 2 days at \(clock), New York time")
  }

  @Test func `says nothing of a time that is written as it is read`() throws {
    #expect(try World.schedule("daily", "09:00").notices.isEmpty)
  }

  @Test(arguments: [
    ("9", ["09:00", "21:00"]), ("09", ["09:00", "21:00"]), ("12", ["12:00", "00:00"]),
    ("17", ["17:00"]), ("0", ["00:00"]), ("24", []), ("24:00", []), ("09:00:30", []),
    ("noon", ["12:00"]), ("Midnight", ["00:00"]), ("9.30", ["09:30"]), ("0930", ["09:30"]),
    ("930", ["09:30"]), ("1730", ["17:30"]), ("9.30 pm", ["21:30"]), ("2400", []),
  ])
  func `refuses half a time with its readings`(time: String, offers: [String]) throws {
    for fault in [
      try #require(World.faults("daily", time).first),
      try #require(World.faults("custom", time, [("customInterval", "every day")]).first),
    ] {
      #expect(fault.path == ["schedule_time"] && fault.offers == offers)
      for offer in offers { #expect(fault.message.contains(offer)) }
    }
  }

  @Test(arguments: [
    ("weekly", "Monday at 3pm", "Every Monday at 15:00"),
    ("weekly", "mon, wed 15:00", "Every Monday and Wednesday at 15:00"),
    ("weekly", "weekdays at 9am and 5pm", "Every weekday at 09:00 and 17:00"),
    ("weekly", "3pm on mondays", "Every Monday at 15:00"),
    ("weekly", "weekly on friday at noon", "Every Friday at 12:00"),
    ("monthly", "15th at 3pm", "On the 15th of every month at 15:00"),
    ("monthly", "on the 1st and 15th at 9am", "On the 1st and 15th of every month at 09:00"),
    ("monthly", "last friday of the month at 5pm", "On the last Friday of every month at 17:00"),
    ("monthly", "every month on the last day 18:00", "On the last day of every month at 18:00"),
  ])
  func `takes a phrase of its own kind where the days are given nowhere else`(
    type: String, time: String, words: String
  ) throws {
    let schedule = try World.schedule(type, time)
    #expect(schedule.words == words + ", New York time" && schedule.notices.isEmpty)
  }

  @Test func `keeps the rule for short months with a phrase`() throws {
    let skipped = try World.schedule("monthly", "31st at 9am", [("short_month", "skip")])
    #expect(skipped.words == "On the 31st of every month that has one at 09:00, New York time")
  }

  @Test(arguments: [
    ("weekly", "Monday", "has no time"), ("weekly", "every day at 9am", "no weekly schedule"),
    ("weekly", "every other monday at 9am", "no weekly schedule"),
    ("weekly", "15th at 9am", "no weekly schedule"), ("weekly", "0 9 * * MON", "no weekly"),
    ("weekly", "every 2 hours", "no weekly schedule"), ("weekly", "Mondya at 9am", "monday"),
    ("weekly", "Monday at 3", "3am or 3pm"), ("monthly", "Monday at 9am", "no monthly schedule"),
    ("monthly", "every month at 9am", "no monthly schedule"),
    ("monthly", "1st of the month", "no time"),
    ("monthly", "every 2 months on the 1st at 9am", "no monthly schedule"),
    ("daily", "Monday at 3pm", "no time of day"), ("daily", "every day at 9am", "no time of day"),
  ])
  func `refuses a phrase of another kind`(type: String, time: String, words: String) throws {
    let faults = World.faults(type, time)
    #expect(faults.map(\.path) == [["schedule_time"]])
    #expect(faults.first?.message.contains(words) == true, "\(faults.first?.message ?? "")")
  }

  @Test func `refuses a phrase beside the days that it would name`() {
    for days in [["Monday"], []] as [JSON] {
      let faults = World.faults("weekly", "Monday at 3pm", [("days", days)])
      #expect(faults.last?.path == ["schedule_time"])
      #expect(faults.last?.message.contains("no time of day") == true)
    }
    let monthly = World.faults("monthly", "15th at 3pm", [("day_of_month", 15)])
    #expect(monthly.map(\.path) == [["schedule_time"]])
  }

  @Test func `tells that days are missing where there is a time, or half of one`() {
    #expect(World.faults("weekly", "09:00").map(\.path) == [["schedule_config", "days"]])
    for time in ["9", "24:00", "noon", "13pm"] {
      #expect(
        World.faults("weekly", time).map(\.path)
          == [["schedule_config", "days"], ["schedule_time"]])
    }
  }
}
