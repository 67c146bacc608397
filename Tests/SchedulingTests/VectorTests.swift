import Scheduling
import Testing

@Suite struct VectorTests {
  let zones = World.zones

  @Test(arguments: ["cron", "cron_dst", "cron_ext", "calendar", "interval_next"])
  func `gives the instants of every row`(file: String) throws {
    for row in try Vector.rows(file) { try check(row) }
  }

  @Test func `gives the instants of the installed release of the tz database`() throws {
    for row in try Vector.rows("tz_sensitive") where row.text("tzdata") == zones.version {
      try check(row)
    }
  }

  @Test(arguments: ["cron_invalid", "calendar_invalid"])
  func `refuses every row and says where and what`(file: String) throws {
    for row in try Vector.rows(file) {
      #expect(faults(of: row.input).allSatisfy { !$0.path.isEmpty && !$0.message.isEmpty })
      #expect(!faults(of: row.input).isEmpty, "\(row.id) \(row.input)")
    }
  }

  @Test func `reads every interval as the kind and the cron expression it is`() throws {
    let anchor = Instant(seconds: 1_800_000_000)
    for row in try Vector.rows("interval") {
      guard row.isValid else {
        #expect(!faults(of: row.input).isEmpty, "\(row.id) \(row.text("text") ?? "")")
        continue
      }
      do {
        let schedule = try Schedule(row.input, anchor: anchor, zones: zones)
        #expect(schedule.kind.rawValue == row.text("kind"), "\(row.id)")
        check(schedule, row, from: anchor)
        guard let cron = row.text("cron") else { continue }
        let same = try Schedule(
          ScheduleInput(type: "custom", time: cron), anchor: anchor, zones: zones)
        #expect(
          schedule.next(after: anchor, count: 200) == same.next(after: anchor, count: 200),
          "\(row.id)")
      } catch {
        Issue.record("\(row.id) \(row.text("text") ?? ""): \(error.faults)")
      }
    }
  }

  /// Its runs are as far apart as the row says; in UTC the day's last is followed by midnight.
  private func check(_ schedule: Schedule, _ row: Vector, from anchor: Instant) {
    guard let seconds = row.number("seconds") else { return }
    let next = schedule.next(after: anchor, count: 200)
    let distances = zip(next.dropFirst(), next).map { $0.milliseconds(since: $1) / 1000 }
    #expect(distances.count == 199 && Set(distances) == [seconds], "\(row.id) \(schedule.words)")
  }

  private func check(_ row: Vector) throws {
    let after = try #require(row.after)
    let expected = try #require(row.next)
    do {
      let schedule = try Schedule(row.input, anchor: row.anchor ?? after, zones: zones)
      let next = schedule.next(after: after, count: max(5, expected.count))
      #expect(next.map(\.rfc3339) == expected.map(\.rfc3339), "\(row.id) \(schedule.words)")
    } catch {
      Issue.record("\(row.id): \(error.faults)")
    }
  }

  private func faults(of input: ScheduleInput) -> [ScheduleFault] {
    do {
      _ = try Schedule(input, anchor: Instant(seconds: 1_800_000_000), zones: zones)
      return []
    } catch {
      return error.faults
    }
  }
}
