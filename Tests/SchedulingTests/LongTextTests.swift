import OrderedJSON
import Scheduling
import Testing

/// Texts and configurations of a megabyte: with any loop within a loop over them these would not end.
@Suite struct LongTextTests {
  @Test(arguments: [
    ("", "1,", "1 * * * *"), ("* * * * ", "mon,", "mon"), ("", " ", "x"),
    ("every 2 hours", " ", "."),
    ("every 2 hours", ".", ""), ("", "2h ", ""), ("every ", "1 hour and ", "1 hour"),
    ("", "monday, ", "friday at 9am"), ("every day at ", "9am, ", "5pm"),
    ("every day at ", "9, ", "5"),
    ("on the ", "1st, ", "2nd at noon"), ("on the ", "1st and ", "of"),
    ("every day at 1", "0", ":00"),
    ("every 1.", "0", "1 hours"), ("PT", "1H", ""), ("PT1", "0", "H"), ("@every ", "1h", "x"),
    ("@", "d", ""), ("", "a", ""), ("", "a.", ""), ("every day ", "at ", ""), ("", ",", ""),
    ("every ", "second ", "day"), ("", "é", ""), ("every 2 ", "🦊", ""), ("0 9 * * ", "1/", ""),
    ("the ", "last ", ""), ("", "every day, ", ""), ("from ", "9 to 17 ", ""),
    ("24 december ", "2", ""),
  ])
  func `are read, or refused, in one go`(front: String, middle: String, end: String) {
    let text = front + String(repeating: middle, count: 1_000_000 / middle.utf8.count) + end
    for fault in World.faults(World.input("custom", nil, [("customInterval", .string(text))])) {
      #expect(fault.message.utf8.count < 2_000 && fault.offers.allSatisfy { $0.count < 2_000_000 })
    }
    _ = World.faults("daily", text)
    _ = World.faults("weekly", text)
    _ = World.faults("daily", "09:00", [("timezone", .string(text))])
  }

  @Test func `have their settings looked up in one walk`() throws {
    let settings = (0..<100_000).map { ("key\($0)", JSON.string("value")) }
    let repeated = (0..<100_000).map { _ in ("timezone", JSON.string("Europe/Berlin")) }
    let schedule = try World.schedule("daily", "09:00", settings + repeated)
    #expect(schedule.timezone == "Europe/Berlin")
    #expect(schedule.notices.first?.hasSuffix("99980 more.") == true)
  }
}
