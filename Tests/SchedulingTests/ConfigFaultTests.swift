import OrderedJSON
import Scheduling
import Testing

@Suite struct ConfigFaultTests {
  @Test(arguments: [
    nil, "9", "09:0", "24:00", "09:60", " 09:00", "09:00:30", "٠٩:٠٠", "-9:00", "", "13pm", "0am",
    "0900", "9.00", "9h", "25:00", "24:00:00", "09:00:60", "9:00 ", "2:30 XM", "9am.",
    "Monday at 3pm", "９:00",
  ])
  func `refuses a time that is none`(time: String?) {
    let fault = World.faults("daily", time).first
    #expect(fault?.path == ["schedule_time"])
    #expect(fault?.message.contains("09:00") == true || fault?.message.contains("HH:MM") == true)
  }

  @Test(arguments: ["24:00", "09:60"])
  func `refuses what is no time of day beside a text`(time: String) {
    let faults = World.faults("custom", time, [("customInterval", "every day")])
    #expect(faults.map(\.path) == [["schedule_time"]])
    #expect(
      faults.first?.message
        == "“\(time)” is no time of day; write HH:MM from 00:00 to 23:59")
  }

  @Test(arguments: [
    ("half past nine", ["09:30", "21:30"]), ("nine", ["09:00", "21:00"]), ("at 9am", ["09:00"]),
    ("9 o'clock", ["09:00", "21:00"]), ("quarter to five pm", ["16:45"]), ("noon", ["12:00"]),
    ("9.30", ["09:30"]), ("9am and 5pm", []), ("9am on weekdays", []), ("every 2 hours", []),
    ("2:30 XM", []),
  ])
  func `offers the times of day that words may mean`(time: String, offers: [String]) {
    for (type, config) in [("daily", []), ("weekly", [("days", ["Monday"] as JSON)])] {
      #expect(World.faults(type, time, config).first?.offers == offers)
    }
  }

  @Test(arguments: [
    (
      "first monday",
      "choose the type custom for that, and write there “first monday of the month at 09:00”"
    ),
    ("Last Friday", "“Last Friday of the month at 09:00”"),
    ("first monday of the month", "“first monday of the month at 09:00”"),
    ("every third thursday", "“every third thursday of the month at 09:00”"),
    ("last weekday", "“last weekday of the month at 09:00”"), ("15th", "write 15"),
    ("last day", "write \"last\""), ("LAST", "write \"last\""),
    ("monday", "write a number from 1 to 31"), ("funday", "write a number from 1 to 31"),
  ])
  func `says where a day of the month goes that is none by number`(
    day: String, hint: String
  ) throws {
    let days: JSON = [1, .string(day)]
    for (value, path) in [(.string(day), []), (days, ["1"])] as [(JSON, [String])] {
      let fault = try #require(World.faults("monthly", "9am", [("day_of_month", value)]).first)
      #expect(fault.path == ["schedule_config", "day_of_month"] + path)
      #expect(fault.message.contains(hint), "\(fault.message)")
      guard let text = fault.message.split(separator: "“").last?.split(separator: "”").first,
        hint.contains("“")
      else { continue }
      #expect(try World.custom(String(text)).kind == .calendar)
    }
  }

  @Test func `names the types, and the nearest`() {
    #expect(World.faults("weekyl", "09:00").first?.message.contains("\"weekly\"") == true)
    #expect(World.faults("Daily", "09:00").first?.message.contains("\"daily\"") == true)
    #expect(World.faults("hourly", "09:00").first?.path == ["schedule_type"])
    #expect(World.faults(nil, "09:00").first?.message.contains("daily, weekly") == true)
  }

  @Test(
    arguments: [
      ("weekly", "days", [], ["days"]), ("weekly", "days", ["Monday", "Tu esday"], ["days", "1"]),
      ("weekly", "days", "Monday", ["days"]), ("weekly", "days", [1], ["days", "0"]),
      ("weekly", "days", ["Tues"], ["days", "0"]), ("monthly", "day_of_month", 0, ["day_of_month"]),
      ("monthly", "day_of_month", 32, ["day_of_month"]),
      ("monthly", "day_of_month", "15", ["day_of_month"]),
      ("monthly", "day_of_month", [], ["day_of_month"]),
      ("monthly", "day_of_month", [1, "first"], ["day_of_month", "1"]),
      ("monthly", "day_of_month", .number("1.5"), ["day_of_month"]),
      ("monthly", "short_month", "last", ["short_month"]),
      ("daily", "start", "tomorrow", ["start"]), ("daily", "end", "2026-02-30", ["end"]),
      ("daily", "end", "2026-12-01T09:00", ["end"]),
      ("daily", "exclude_dates", ["2026-12-25", "25.12."], ["exclude_dates", "1"]),
      ("daily", "exclude_dates", "2026-12-25", ["exclude_dates"]),
      ("daily", "exclude_weekdays", ["x"], ["exclude_weekdays", "0"]),
      ("daily", "dst", "skip", ["dst"]), ("daily", "timezone", 5, ["timezone"]),
      ("daily", "dst", ["gap": "before"], ["dst", "gap"]),
      ("daily", "dst", ["gaps": "skip"], ["dst", "gaps"]),
      ("custom", "anchor", "soon", ["anchor"]), ("custom", "customInterval", 5, ["customInterval"]),
    ] as [(String, String, JSON, [String])])
  func `names the path, the value and what is allowed`(
    type: String, key: String, value: JSON, path: [String]
  ) {
    let time = type == "custom" && key != "customInterval" ? "every 2 hours" : "09:00"
    let days: [(String, JSON)] = key == "days" ? [] : [("days", ["Monday"])]
    let faults = World.faults(type, time, days + [(key, value)])
    #expect(faults.count == 1)
    #expect(faults.first?.path == ["schedule_config"] + path)
    #expect(faults.first.map { $0.message.count > 20 } == true)
  }

  @Test func `tells all faults at once`() {
    let faults = World.faults(
      "weekly", "25:00", [("timezone", "PST"), ("days", []), ("start", "x"), ("exclude_dates", 1)])
    #expect(
      faults.map(\.path) == [
        ["schedule_config", "timezone"], ["schedule_config", "start"],
        ["schedule_config", "exclude_dates"], ["schedule_config", "days"], ["schedule_time"],
      ])
  }

  @Test func `tells the first of very many faults of the options of dst`() {
    for key in ["k", "gap"] {
      let options = (0..<60_000).map { number in
        JSON.Member(key == "gap" ? key : "\(key)\(number)", 1)
      }
      let faults = World.faults("daily", "09:00", [("dst", .object(options))])
      #expect(faults.count == 100)
      #expect(Set(faults.map { $0.path.prefix(2) }) == [["schedule_config", "dst"]])
    }
  }

  @Test func `shortens a long option of dst`() {
    let key = String(repeating: "k", count: 300)
    let options = JSON.object([JSON.Member(key, 1)])
    let message = World.faults("daily", "09:00", [("dst", options)]).first?.message ?? ""
    #expect(message.hasPrefix("“kkk") && message.utf8.count < 200, "\(message)")
  }

  @Test func `refuses an end before the start`() {
    let config: [(String, JSON)] = [("start", "2026-12-25"), ("end", "2026-12-24")]
    let fault = World.faults("daily", "09:00", config).first
    #expect(fault?.path == ["schedule_config", "end"])
    #expect(
      fault?.message == "“2026-12-24” is before the start, “2026-12-25”; let it end then or later")
    let sameDay: [(String, JSON)] = [("start", "2026-12-25"), ("end", "2026-12-25")]
    #expect(World.faults("daily", "09:00", sameDay).isEmpty)
  }

  @Test func `refuses a schedule whose every date is excluded`() {
    let config: [(String, JSON)] = [("days", ["Monday"]), ("exclude_weekdays", ["Mon"])]
    let fault = World.faults("weekly", "09:00", config).first
    #expect(fault?.path == ["schedule_config", "exclude_weekdays"])
    let once: [(String, JSON)] = [("exclude_dates", ["2026-12-24"])]
    let excluded = World.faults("custom", "once at 2026-12-24 09:00", once).first
    #expect(excluded?.path == ["schedule_config", "exclude_dates"])
  }

  @Test(
    arguments: [
      (
        "daily", "09:00",
        [("start", "2020-01-01"), ("end", "2020-01-01"), ("exclude_dates", ["2020-01-01"])],
        "exclude_dates", "every date in its range is excluded; leave one in"
      ),
      (
        "daily", "09:00",
        [
          ("start", "2026-12-05"), ("end", "2026-12-06"), ("exclude_weekdays", ["Sat", "Sun"]),
          ("exclude_dates", ["2026-12-24"]),
        ], "exclude_weekdays", "every date in its range is excluded; leave one in"
      ),
      (
        "custom", "once at 2026-12-24 09:00", [("end", "2026-12-01")], "end",
        "its one run, on 24 December 2026 at 09:00, is after its end"
      ),
      (
        "custom", "once at 2026-12-24 09:00", [("start", "2126-12-25")], "start",
        "its one run, on 24 December 2026 at 09:00, is before its start"
      ),
      (
        "custom", "once at 2026-12-24 09:00", [("start", "2026-12-24T09:00:30Z")], "start",
        "its one run, on 24 December 2026 at 09:00, is before its start"
      ),
      (
        "daily", "09:00", [("start", "9999-12-31T10:00:00Z")], "start",
        "nothing of it is before the end of the year 9999"
      ),
      (
        "monthly", "09:00", [("day_of_month", 15), ("start", "9999-12-31")], "start",
        "nothing of it is before the end of the year 9999"
      ),
    ] as [(String, String, [(String, JSON)], String, String)])
  func `refuses what exclusions, a single date or the end of time leave nothing of`(
    type: String, time: String, config: [(String, JSON)], key: String, reason: String
  ) {
    let faults = World.faults(type, time, config)
    #expect(faults.map(\.path) == [["schedule_config", key]])
    #expect(faults.first?.message.hasPrefix("this schedule never runs: \(reason)") == true)
  }

  @Test func `takes a range with a single run`() {
    let daily: [(String, JSON)] = [
      ("start", "2026-12-05"), ("end", "2026-12-06"), ("exclude_dates", ["2026-12-05"]),
    ]
    #expect(World.faults("daily", "09:00", daily).isEmpty)
    let monthly: [(String, JSON)] = [
      ("day_of_month", 15), ("start", "2027-01-15"), ("end", "2027-01-15"),
    ]
    #expect(World.faults("monthly", "09:00", monthly).isEmpty)
    let once: [(String, JSON)] = [("start", "2026-12-24T08:59:30Z")]
    #expect(World.faults("custom", "once at 2026-12-24 09:00", once).isEmpty)
  }

  @Test func `tells what is missing from what is wrong`() {
    #expect(World.faults(nil, "09:00").map(\.isMissing) == [true])
    #expect(World.faults("daily", nil).map(\.isMissing) == [true])
    #expect(World.faults("weekly", "09:00").map(\.isMissing) == [true])
    #expect(World.faults("custom", nil).map(\.isMissing) == [true])
    #expect(World.faults("daily", "9").map(\.isMissing) == [false])
    #expect(World.faults("weekly", "09:00", [("days", [])]).map(\.isMissing) == [false])
  }

  @Test func `refuses a single run in a gap that is to be skipped`() {
    let config: [(String, JSON)] = [
      ("timezone", "America/New_York"), ("dst", ["gap": "skip"]),
    ]
    #expect(World.faults("custom", "once at 2027-03-14 02:30", config).count == 1)
    #expect(World.faults("custom", "once at 2027-03-14 03:30", config).isEmpty)
  }

  @Test func `ignores keys of another type, and nulls`() {
    let config: [(String, JSON)] = [
      ("days", 5), ("day_of_month", "x"), ("customInterval", "x"), ("timezone", .null),
    ]
    #expect(World.faults("daily", "09:00", config).isEmpty)
    #expect(World.faults(ScheduleInput(type: "daily", time: "09:00")).isEmpty)
    let list = ScheduleInput(type: "daily", time: "09:00", config: ["x"])
    #expect(World.faults(list).first?.path == ["schedule_config"])
  }

  @Test(arguments: [
    ("PST", "America/Los_Angeles"), ("IST", "Asia/Kolkata"), ("GMT+5", "Etc/GMT-5"),
    ("+05:30", "Asia/Kolkata"), ("UTC-8", "Etc/GMT+8"), ("america/new_york", "America/New_York"),
    ("Europe/Berln", "Europe/Berlin"), ("New York", "America/New_York"), ("utc", "UTC"),
    ("Eastern Time", "America/New_York"), ("Tokyo", "Asia/Tokyo"),
  ])
  func `suggests a zone`(name: String, zone: String) {
    let fault = World.faults("daily", "09:00", [("timezone", .string(name))]).first
    #expect(fault?.path == ["schedule_config", "timezone"])
    #expect(fault?.message.contains("did you mean \"\(zone)\"") == true, "\(fault?.message ?? "")")
  }

  @Test(arguments: [
    "", "Nowhere", "../../../etc/passwd", "posix/UTC", "right/UTC", "localtime", "zone.tab",
    "tzdata.zi", "UTC\u{0}",
  ])
  func `takes no name that the tz database does not have`(name: String) {
    #expect(World.faults("daily", "09:00", [("timezone", .string(name))]).count == 1)
  }

  @Test func `what another type of schedule means by a key is told to be ignored`() throws {
    let config: JSON = ["timezone": "UTC", "days": ["Monday"], "day_of_month": 15, "anchor": nil]
    let schedule = try Schedule(
      ScheduleInput(type: "daily", time: "09:00", config: config), anchor: World.deployment,
      zones: TimeZoneDatabase())
    #expect(
      schedule.notices == [
        "Ignored in schedule_config, as a daily schedule has no such thing: days and day_of_month."
      ])
  }
}
