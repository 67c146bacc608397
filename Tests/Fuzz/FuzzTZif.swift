/// Any bytes as a file of the tz database, and a schedule in the zone that it describes.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzTZif(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let file = try? TZif(bytes) else { return 0 }
  let zone = TimeZoneRules(name: "Fuzzed/Zone", file: file)
  for second in Fuzzed.moments {
    let instant = Instant(seconds: second)
    precondition(abs(zone.offset(at: instant)) < 8 * 86400)
    _ = zone.abbreviation(at: instant)
    _ = zone.second(local: max(min(second, 1 << 50), -1 << 50))
  }
  let wallClock = WallClock(
    days: .monthly(MonthDays(days: MonthDays.allDays)), times: DayTimes([150, 1410]),
    filter: DayFilter())
  let table = Timetable(wallClock: wallClock, daylightSaving: DaylightSaving(), zone: zone)
  for after in Fuzzed.moments {
    guard let next = table.next(after: after, through: after + 86400 * 400, .kept) else { continue }
    precondition(next > after)
  }
  return 0
}
