import OrderedJSON
import Scheduling
import TestSupport
import Testing

@Suite struct PreviewTests {
  private func preview(_ schedule: Schedule, after: String, count: Int = 5) -> SchedulePreview {
    SchedulePreview(
      of: schedule, after: World.instant(after), count: count, zones: World.zones)
  }

  @Test func `shows runs, words, zone, release and the changes of the clock`() throws {
    let preview = preview(try World.schedule("daily", "02:30"), after: "2026-11-24T00:00:00Z")
    #expect(preview.next.count == 5)
    #expect(preview.words == "Every day at 02:30, New York time")
    #expect(preview.timezone == "America/New_York")
    #expect(preview.tzdb == World.zones.version)
    #expect(
      preview.transitions.map(\.at.rfc3339) == ["2027-03-14T07:00:00Z", "2027-11-07T06:00:00Z"])
    #expect(preview.transitions.map(\.offsetBefore) == [-18000, -14400])
    #expect(preview.transitions.map(\.offsetAfter) == [-14400, -18000])
    #expect(preview.transitions.map(\.touches) == [true, false])
    #expect(
      preview.notices == [
        "The clocks go forward by 60 minutes on 14 March 2027: "
          + "runs in the missing time come right after it."
      ])
  }

  @Test func `warns of a repeated time, by what the option does`() throws {
    let dst: (String, JSON) = ("dst", ["fold": "both"])
    let schedule = try World.schedule("daily", "01:30", [dst])
    let preview = preview(schedule, after: "2026-11-24T00:00:00Z")
    #expect(
      preview.notices == [
        "The clocks go back by 60 minutes on 7 November 2027: "
          + "runs in the repeated time come twice."
      ])
  }

  @Test(arguments: [
    ("America/Havana", "00:30", "forward by 60 minutes on 14 March 2027"),
    ("America/Havana", "00:30", "back by 60 minutes on 7 November 2027"),
    ("Africa/Cairo", "00:30", "forward by 60 minutes on 30 April 2027"),
    ("Africa/Cairo", "23:30", "back by 60 minutes on 28 October 2027"),
    ("Europe/Berlin", "02:30", "forward by 60 minutes on 28 March 2027"),
    ("Europe/Berlin", "02:30", "back by 60 minutes on 31 October 2027"),
  ])
  func `names the date on which times are missing or repeated`(
    zone: String, time: String, change: String
  ) throws {
    let schedule = try World.schedule("daily", time, zone: zone)
    let notices = preview(schedule, after: "2026-11-24T00:00:00Z").notices
    #expect(notices.contains { $0.hasPrefix("The clocks go \(change): ") }, "\(notices)")
  }

  @Test func `counts no change as touching a weekday that it does not fall on`() throws {
    let schedule = try World.schedule("weekly", "02:30", [("days", ["Monday"])])
    let preview = preview(schedule, after: "2026-11-24T00:00:00Z")
    #expect(preview.transitions.map(\.touches) == [false, false])
  }

  @Test func `says that nothing is left`() throws {
    let ended = try World.schedule("daily", "09:00", [("end", "2026-01-01")])
    let preview = preview(ended, after: "2026-11-24T00:00:00Z")
    #expect(preview.next.isEmpty)
    #expect(preview.notices == ["Nothing is left to run: its end is past."])
    let once = try World.custom("once at 2026-01-01 09:00")
    #expect(
      self.preview(once, after: "2026-11-24T00:00:00Z").notices.last
        == "Nothing is left to run: its one run is past.")
  }

  @Test func `says whether the end or the last run before it is past`() throws {
    let last = try World.schedule(
      "monthly", "09:00", [("day_of_month", 20), ("end", "2026-11-30")])
    #expect(
      preview(last, after: "2026-11-24T00:00:00Z").notices
        == ["Nothing is left to run: its last run before its end is past."])
    for text in ["every 5 hours", "every 3 days", "every 3 months on the 5th"] {
      let over = try World.custom(text, [("end", "2026-01-01")])
      #expect(
        preview(over, after: "2026-11-24T09:07:00Z").notices.last
          == "Nothing is left to run: its end is past.")
    }
  }

  @Test(
    arguments: [
      (
        "monthly", "09:00", [("day_of_month", 15), ("start", "2027-01-02"), ("end", "2027-01-03")],
        "its first run, on 15 January 2027 at 09:00, is after its end"
      ),
      (
        "daily", "09:00", [("start", "2027-01-02T15:00:00Z"), ("end", "2027-01-02T16:00:00Z")],
        "its first run, on 3 January 2027 at 09:00, is after its end"
      ),
      (
        "custom", "every 5 hours", [("anchor", "2027-02-01"), ("end", "2027-01-01")],
        "its first run, on 1 February 2027 at 00:00, is after its end"
      ),
      (
        "custom", "every 3 months on the 27th", [("end", "2026-11-26")],
        "its first run, on 27 November 2026 at 04:07, is after its end"
      ),
    ] as [(String, String, [(String, JSON)], String)])
  func `says that start and end leave no run, and when the first would be`(
    type: String, time: String, config: [(String, JSON)], reason: String
  ) throws {
    let none = try World.schedule(type, time, config)
    let preview = preview(none, after: "2026-11-24T09:07:00Z")
    #expect(preview.next.isEmpty)
    #expect(preview.notices.last == "Nothing is left to run: \(reason).")
    let fault = none.faultOfEmptyRange(at: World.deployment)
    #expect(fault?.path == ["schedule_config", "end"])
    #expect(
      fault?.message == "this schedule never runs: \(reason); let it end then or later")
    #expect(none.faultOfEmptyRange(at: World.instant("2030-01-01T00:00:00Z")) == nil)
  }

  @Test func `ends with the year 9999`() throws {
    let daily = try World.schedule("daily", "09:00")
    let after = "9999-12-30T23:00:00Z"
    #expect(World.next(daily, after: after, 3) == ["9999-12-31T14:00:00Z"])
    #expect(preview(daily, after: after).notices.isEmpty)
    let end = preview(daily, after: "9999-12-31T23:59:59Z")
    #expect(end.next.isEmpty && end.transitions.isEmpty)
    #expect(end.notices == ["Nothing is left to run: the calendar ends with the year 9999."])
    // Already the year 10000 there.
    let auckland = try World.schedule("daily", "09:00", zone: "Pacific/Auckland")
    #expect(World.next(auckland, after: after, 3) == [])
    let elapsed = try World.custom("every 5 hours", [("anchor", "9999-12-31T13:00:00Z")])
    #expect(
      World.next(elapsed, after: after, 9)
        == ["9999-12-31T13:00:00Z", "9999-12-31T18:00:00Z", "9999-12-31T23:00:00Z"])
  }

  @Test func `finds what begins in more than 60 years`() throws {
    let late = try World.schedule("daily", "09:00", zone: "UTC", [("start", "2199-12-01")])
    #expect(
      preview(late, after: "2026-11-24T00:00:00Z").next.first?.rfc3339 == "2199-12-01T09:00:00Z")
    let once = try World.custom("once at 2150-01-01 09:00", zone: "UTC")
    #expect(World.next(once, after: "2026-11-24T00:00:00Z", 2) == ["2150-01-01T09:00:00Z"])
    let anchored = try World.custom(
      "every 5 hours", zone: "UTC", [("anchor", "2150-01-01T00:00:00Z")])
    #expect(World.next(anchored, after: "2026-11-24T00:00:00Z", 1) == ["2150-01-01T00:00:00Z"])
  }

  @Test func `counts nothing at all when nothing is asked`() throws {
    let preview = preview(
      try World.schedule("daily", "12:00", zone: "UTC"), after: "2026-11-24T00:00:00Z", count: 0)
    #expect(preview.next.isEmpty && preview.notices.isEmpty && preview.transitions.isEmpty)
  }

  @Test(arguments: [
    ("every 50 minutes", "elapsed time from 2026-11-24T09:07:00Z"),
    ("every 2 hours", "Counted from midnight"),
    ("every 15 minutes from 09:00 to 17:00", "from 09:00"),
    ("0 9 13 * 5", "when either fits"), ("0 */24 * * *", "step of the hour field"),
    ("0 9 * * */7", "step of the day of the week field"),
    ("0 9 * * fri-mon/7", "step of the day of the week field"),
    ("0 9 31 * *", "Not every month has the 31st"),
    ("30th of the month at 9am", "on their last day"),
    ("0 9 29 2 *", "Not every year has 29 February: the others are left out."),
    ("every year on 29 february at 9am", "the others run on the 28th."),
    ("0 9 * * 5#5", "Not every month has a fifth Friday: the others are left out."),
    ("fifth monday of the month at 9am", "Not every month has a fifth Monday"),
    ("every day", "No time of day was given: 04:07"), ("once at 2027-01-01 09:00", "Runs once"),
    ("every 2 weeks on friday at 9am", "Monday first"),
    ("every 2 years", "Counted in years from 2026."), ("every 3 months", "Counted in months from"),
  ])
  func `has a notice`(text: String, notice: String) throws {
    let notices = try World.custom(text).notices
    #expect(notices.contains { $0.contains(notice) }, "\(notices)")
  }

  @Test func `has no notice of the days of other months when it runs once a year`() throws {
    let schedule = try World.custom("every year at 9am", [("anchor", "2027-01-31")])
    #expect(schedule.words == "Every year on 31 January at 09:00, New York time")
    #expect(schedule.notices.isEmpty)
  }

  @Test func `has notices of what the config leaves open or has too much`() throws {
    let notices = try World.schedule(
      "monthly", "09:00", zone: nil, [("colour", "red"), ("policies", .null)]
    )
    .notices
    #expect(
      notices == [
        "No time zone was given: UTC is used.", "No day of the month was given: the 1st is used.",
        "Not known and ignored in schedule_config: colour.",
      ])
    let dst: (String, JSON) = ("dst", .object([]))
    #expect(try World.custom("* * * * *", [dst]).notices.last?.contains("dst is ignored") == true)
    #expect(try World.custom("0 9 * * *", [dst]).notices.isEmpty)
  }

  @Test func `names the first of very many settings that it does not know`() throws {
    let settings = (0..<60_000).map { ("key\($0)", JSON.bool(true)) }
    let notice = try #require(World.custom("every day", settings).notices.first)
    #expect(notice.hasSuffix("key18, key19 and 59980 more.") && notice.utf8.count < 500)
  }

  @Test func `reads its own words back`() throws {
    var dice = Dice(seed: 7)
    let names = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    for _ in 0..<5_000 {
      let zone = dice.pick(RandomSchedule.zones)
      let clock = Plan.clock(dice.number(0...1439))
      let schedule: Schedule
      switch dice.number(0...5) {
      case 0: schedule = try World.schedule("daily", clock, zone: zone)
      case 1:
        let days = dice.some(0...6, upTo: 7).map { JSON.string(names[$0]) }
        schedule = try World.schedule("weekly", clock, zone: zone, [("days", .array(days))])
      case 2:
        let last: [JSON] = dice.chance(30) ? ["last"] : []
        let days = dice.days(upTo: 6).map { JSON.number("\($0)") }
        schedule = try World.schedule(
          "monthly", clock, zone: zone,
          [
            ("day_of_month", .array(last + days)),
            ("short_month", dice.chance(50) ? "skip" : "last_day"),
          ])
      case 3:
        let unit = dice.pick(["minutes", "hours", "days", "weeks"])
        schedule = try World.custom("every \(dice.number(1...60)) \(unit)", zone: zone)
      case 4:
        let days = dice.days(upTo: 6).map { "\($0)" + World.ordinalEnding(of: $0) }
        schedule = try World.custom(
          "every \(dice.number(1...15)) months on the \(days.joined(separator: ", ")) at \(clock)",
          zone: zone)
      default:
        let unit = dice.pick(["months", "quarters", "years"])
        schedule = try World.custom("every \(dice.number(1...15)) \(unit) at \(clock)", zone: zone)
      }
      let again = try World.custom(schedule.words, zone: zone)
      let expected = schedule.next(after: World.deployment, count: 20)
      #expect(again.next(after: World.deployment, count: 20) == expected, "\(schedule.words)")
      #expect(try World.custom(schedule.words + ".", zone: zone).words == again.words)
    }
  }
}
