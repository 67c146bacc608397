import Foundation
import OrderedJSON
import Scheduling
import Testing

/// What the first form of the schedule page and the clients before it have stored, and when it runs:
/// deployed on Tuesday, 2026-11-24 at 09:07 UTC. A stored schedule never changes its meaning.
@Suite struct StoredScheduleTests {
  @Test(
    arguments: [
      Stored("daily", "09:00", #"{"timezone":"UTC"}"#, "2026-11-25T09:00", "2026-11-26T09:00"),
      Stored("daily", "09:00", nil, "2026-11-25T09:00", "2026-11-26T09:00"),
      Stored("daily", "9:30", "{}", "2026-11-24T09:30", "2026-11-25T09:30"),
      Stored(
        "daily", "02:30", #"{"timezone":"America/New_York"}"#, "2026-11-25T07:30",
        "2026-11-26T07:30"),
      Stored(
        "weekly", "09:00", #"{"timezone":"UTC","days":["monday","wednesday","friday"]}"#,
        "2026-11-25T09:00", "2026-11-27T09:00", "2026-11-30T09:00"),
      Stored("weekly", "09:00", #"{"days":["Tue"]}"#, "2026-12-01T09:00", "2026-12-08T09:00"),
      Stored(
        "monthly", "08:00", #"{"day_of_month":31}"#, "2026-11-30T08:00", "2026-12-31T08:00",
        "2027-01-31T08:00", "2027-02-28T08:00"),
      Stored(
        "monthly", "08:00", #"{"day_of_month":31,"short_month":"skip"}"#, "2026-12-31T08:00",
        "2027-01-31T08:00", "2027-03-31T08:00"),
      Stored("monthly", "08:00", nil, "2026-12-01T08:00", "2027-01-01T08:00"),
      Stored(
        "custom", nil, #"{"customInterval":"Every 15 minutes","timezone":"Europe/Berlin"}"#,
        "2026-11-24T09:15", "2026-11-24T09:30"),
      Stored(
        "custom", nil, #"{"customInterval":"Every 2 hours","timezone":"Europe/Berlin"}"#,
        "2026-11-24T11:00", "2026-11-24T13:00"),
      Stored("custom", "Every 50 minutes", nil, "2026-11-24T09:57", "2026-11-24T10:47"),
      Stored(
        "custom", nil, #"{"customInterval":"Every 3 days"}"#, "2026-11-27T09:07",
        "2026-11-30T09:07"),
      Stored(
        "custom", "09:00", #"{"customInterval":"Every 2 days"}"#, "2026-11-26T09:00",
        "2026-11-28T09:00"),
      Stored(
        "custom", nil, #"{"customInterval":"Every 2 weeks"}"#, "2026-12-08T09:07",
        "2026-12-22T09:07"),
      Stored(
        "custom", nil, #"{"customInterval":"0 9 * * 1-5","timezone":"UTC"}"#, "2026-11-25T09:00",
        "2026-11-26T09:00", "2026-11-27T09:00", "2026-11-30T09:00"),
      Stored("custom", "*/20 10 * * *", nil, "2026-11-24T10:00", "2026-11-24T10:20"),
    ])
  func `runs when it always did`(stored: Stored) throws {
    let schedule = try Schedule(stored.input, anchor: World.deployment, zones: World.zones)
    let next = schedule.next(after: World.deployment, count: stored.next.count)
    #expect(next.map(\.rfc3339) == stored.next.map { $0 + ":00Z" })
  }

  struct Stored: CustomTestStringConvertible, Sendable {
    let input: ScheduleInput
    let next: [String]

    init(_ type: String, _ time: String?, _ config: String?, _ next: String...) {
      input = ScheduleInput(
        type: type, time: time, config: config.flatMap { try? JSON(parsing: $0) })
      self.next = next
    }

    var testDescription: String { "\(input)" }
  }
}
