import Scheduling
import TestSupport
import Testing

@Suite struct CronTests {
  @Test(arguments: [
    ("@yearly", "0 0 1 1 *"), ("@annually", "0 0 1 1 *"), ("@monthly", "0 0 1 * *"),
    ("@weekly", "0 0 * * 0"), ("@Daily", "0 0 * * *"), ("@midnight", "0 0 * * *"),
    (" @hourly ", "0 * * * *"), ("0 9 * * 7", "0 9 * * SUN"), ("0 9 * JAN-mar *", "0 9 * 1,2,3 *"),
    ("5/20 * * * *", "5,25,45 * * * *"), ("7-7/5 * * * *", "7 * * * *"),
    ("0 9 * * FRI-MON", "0 9 * * 5,6,0,1"), ("0 9 * * 7-2", "0 9 * * 0,1,2"),
    ("0 9 * * 5/2", "0 9 * * 5,7"), ("0 9 * * 6-1/2", "0 9 * * 6,1"), ("0 9 ? * ?", "0 9 * * *"),
    ("0 9 * * 1-7/3", "0 9 * * 1,4,0"), ("\t0  9 *\t* 1 ", "0 9 * * 1"),
    ("0 9 15w,l * *", "0 9 L,15W * *"), ("20,*,26 4/5 21 1 6", "* 4,9,14,19 21 1 6"),
    ("0 3,*/12 1 2 2", "0 0,3,12 1 2 2"),
  ])
  func `reads two spellings of the same schedule alike`(left: String, right: String) throws {
    let after = World.deployment
    let first = try World.custom(left).next(after: after, count: 100)
    #expect(try World.custom(right).next(after: after, count: 100) == first)
    #expect(first.count == 100)
  }

  @Test(arguments: [
    ("0 9 13 * 5", ["2026-02-06", "2026-02-13", "2026-02-20"]),
    ("0 9 13 * *", ["2026-02-13", "2026-03-13", "2026-04-13"]),
    ("0 9 */2 * 1", ["2026-02-09", "2026-02-23", "2026-03-09"]),
    ("0 9 1-31/2 * 1", ["2026-02-03", "2026-02-05", "2026-02-07"]),
    ("0 9 13 * */2", ["2026-06-13", "2026-08-13", "2026-09-13"]),
    ("0 9 L-2 * *", ["2026-02-26", "2026-03-29", "2026-04-28"]),
    ("0 9 LW * *", ["2026-02-27", "2026-03-31", "2026-04-30"]),
    ("0 9 1W * *", ["2026-03-02", "2026-04-01", "2026-05-01"]),
    ("0 9 31W * *", ["2026-03-31", "2026-05-29", "2026-07-31"]),
    ("0 9 * * 5#5", ["2026-05-29", "2026-07-31", "2026-10-30"]),
    ("0 9 * * 5L", ["2026-02-27", "2026-03-27", "2026-04-24"]),
    ("0 9 29 2 *", ["2028-02-29", "2032-02-29", "2036-02-29"]),
  ])
  func `picks the days`(cron: String, days: [String]) throws {
    let schedule = try World.custom(cron, zone: "UTC")
    #expect(
      World.next(schedule, after: "2026-02-02T09:00:00Z", 3) == days.map { $0 + "T09:00:00Z" })
  }

  @Test func `goes over the year 2100, which has no 29 February`() throws {
    let schedule = try World.custom("0 9 29 2 *", zone: "UTC")
    #expect(World.next(schedule, after: "2096-02-29T09:00:00Z", 1) == ["2104-02-29T09:00:00Z"])
  }

  @Test(arguments: [
    ("0 9 * * 1-5", "At 09:00 on weekdays"), ("0 9 * * *", "At 09:00 every day"),
    ("*/15 9-17 * * MON-FRI", "Every 15 minutes from 09:00 to 17:45 on weekdays"),
    ("30 2 * * 5L", "At 02:30 on the last Friday of every month"), ("* * * * *", "Every minute"),
    ("0 9,17 1,15 * *", "At 09:00 and 17:00 on the 1st and 15th of every month"),
    (
      "0 12 L * FRI#2",
      "At 12:00 on the last day of every month and on the second Friday of every month"
    ),
    ("0 0 29 2 *", "At 00:00 on the 29th of February"),
    ("5,20,35 * * * *", "At minutes 5, 20 and 35 past the hour"),
    (
      "0 9 */2 * 1",
      "At 09:00 on the 1st, 3rd and so on to the 31st of every month, if that is a Monday"
    ),
    ("0 9 15W * *", "At 09:00 on the weekday nearest the 15th of every month"),
    ("0 9 * 1,6 *", "At 09:00 every day in January and June"),
    ("0 9 * 1 1,3", "At 09:00 on Mondays and Wednesdays in January"),
    ("0 9 1-7 * 1", "At 09:00 on the 1st to 7th of every month and on Mondays"),
    ("5 8,10,12,14,16,18,20 * * *", "Every 2 hours from 08:05 to 20:05"),
    ("7 * * * *", "At minute 7 past the hour"),
    ("1-59/2 * * * *", "Every 2 minutes from 00:01 to 23:59"),
    ("0 */2 * * *", "Every 2 hours"), ("30 */3 * * *", "Every 3 hours from 00:30 to 21:30"),
    ("0-29 9 * * *", "Every minute from 09:00 to 09:29"),
    (
      "0-29,45 8-10,17 * * *", "At minutes 0 to 29 and 45 past the hour in the hours 8 to 10 and 17"
    ),
    ("*/15 9,17 * * 1-5", "Every 15 minutes in the hours 9 and 17 on weekdays"),
    ("0 9 * JAN-JUN *", "At 09:00 every day in January to June"),
    ("*/15 * * 1 *", "Every 15 minutes in January"),
    ("0 9 1 1 1", "At 09:00 on the 1st of January and on Mondays in January"),
    ("0 9 L 2 1-5", "At 09:00 on the last day of February and on weekdays in February"),
    ("0 9 1 1 0-6", "At 09:00 every day in January"), ("0 9 1 * 0-6", "At 09:00 every day"),
    ("0 9 1-31 1 1", "At 09:00 every day in January"),
    ("0 9 1-31 1 1#1", "At 09:00 every day in January"),
    (
      "0 9 * 1 1,5#2", "At 09:00 on Mondays in January and on the second Friday of January"
    ),
    (
      "0 9 1 1,3 1,5L",
      "At 09:00 on the 1st of January and March, on Mondays in January and March "
        + "and on the last Friday of January and March"
    ),
    (
      "21 3 LW,11 * *",
      "At 03:21 on the 11th of every month and on the last weekday of every month"
    ),
    (
      "0 9 3,L,LW 1 *",
      "At 09:00 on the 3rd and last day of January and on the last weekday of January"
    ),
    ("0 9 LW * *", "At 09:00 on the last weekday of every month"),
    ("0 9 31 * *", "At 09:00 on the 31st of every month that has one"),
    ("0 9 15,29 * *", "At 09:00 on the 15th and 29th of every month that has one"),
    ("0 9 31W * *", "At 09:00 on the weekday nearest the 31st of every month that has one"),
    ("0 9 31 * 1", "At 09:00 on the 31st of every month that has one and on Mondays"),
    ("0 9 31,L * *", "At 09:00 on the 31st and last day of every month"),
    ("0 9 1-30 * *", "At 09:00 on the 1st to 30th of every month"),
    ("0 9 30 4-7 *", "At 09:00 on the 30th of April to July"),
    ("0 9 31 1,3 *", "At 09:00 on the 31st of January and March"),
    ("0 9 31 3,4 *", "At 09:00 on the 31st of March and April that have one"),
  ])
  func `has words`(cron: String, words: String) throws {
    #expect(try World.custom(cron).words == words + ", New York time")
  }

  @Test func `has words that say its days`() {
    var dice = Dice(seed: 11)
    var compared = 0
    let dates = PlainDate.all.filter { (2026...2032).contains($0.year) }
    for _ in 0..<6_000 {
      let cron = PlainCron(&dice)
      // What never runs is refused.
      guard let schedule = try? World.custom("0 9 " + cron.dayFields, zone: "UTC") else { continue }
      compared += 1
      let words = schedule.words.dropFirst("At 09:00 ".count).dropLast(", UTC".count)
      guard let spoken = SpokenDays(String(words)) else {
        Issue.record("\(cron.dayFields): \(schedule.words)")
        continue
      }
      let wrong = dates.first { spoken.fits($0) != cron.dates($0) }
      #expect(wrong == nil, "\(cron.dayFields): \(schedule.words)")
    }
    #expect(compared > 5_500)
  }

  @Test func `has words that as a text mean the same, or nothing`() throws {
    var dice = Dice(seed: 12)
    var compared = 0
    for number in 0..<12_000 {
      let cron = PlainCron(&dice)
      let text = number % 3 == 0 ? cron.text : "0 9 " + cron.dayFields
      // What never runs is refused.
      guard let schedule = try? World.custom(text, zone: "UTC"),
        let again = try? World.custom(schedule.words, zone: "UTC")
      else { continue }
      compared += 1
      let after = World.deployment
      // Five years of days of the month.
      #expect(
        again.next(after: after, count: 130) == schedule.next(after: after, count: 130),
        "\(text): \(schedule.words)")
    }
    #expect(compared > 4_000, "\(compared)")
  }

  @Test func `tells nothing of late days when it runs every day`() throws {
    for text in ["0 9 31 * 0-6", "0 9 1-31 * 5#5"] {
      #expect(try World.custom(text).notices.count == 1, "\(text)")
    }
  }
}
