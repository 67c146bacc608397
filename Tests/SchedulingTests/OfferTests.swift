import OrderedJSON
import Scheduling
import Testing

/// What a fault offers to take instead: whole texts that are right at its path.
@Suite struct OfferTests {
  @Test(arguments: [
    ("every weekday at 9", ["every weekday at 9am", "every weekday at 9pm"]),
    ("Every Weekday AT 09.", ["Every Weekday AT 9am.", "Every Weekday AT 9pm."]),
    ("mon-fri 9", ["mon-fri 9am", "mon-fri 9pm"]), ("daily 5", ["daily 5am", "daily 5pm"]),
    ("every day at 12", ["every day at noon", "every day at midnight"]),
    ("at 9 every day", ["at 9am every day", "at 9pm every day"]),
    (
      "every day at 9 and 5",
      [
        "every day at 9am and 5am", "every day at 9am and 5pm", "every day at 9pm and 5am",
        "every day at 9pm and 5pm",
      ]
    ),
    ("every day at 9 and 5pm", ["every day at 9am and 5pm", "every day at 9pm and 5pm"]),
    ("every hour from 9 to 5", ["every hour from 9am to 5pm"]),
    ("every hour from 9am to 5", ["every hour from 9am to 5pm"]),
    ("every hour from 9 to noon", ["every hour from 9am to noon"]),
    ("2026-12-24 9", ["2026-12-24 9am", "2026-12-24 9pm"]),
    (
      "every year on december 24 at 9",
      ["every year on december 24 at 9am", "every year on december 24 at 9pm"]
    ),
    ("friday 9", ["friday 9am", "friday 9pm"]), ("friday 13", ["friday 13:00"]),
    ("every day at 9h", []), ("9 every day", ["9am every day", "9pm every day"]),
    ("17 on weekdays", ["17:00 on weekdays"]), ("on the 15st at noon", ["on the 15th at noon"]),
    ("on the 15th of december at noon", ["every year on the 15th of december at noon"]),
    ("monthly 15", ["monthly 15:00"]), ("every 2 huors", ["every 2 hours"]),
    ("EVRY mondya at 9am", []), ("every mondya at 9am", ["every monday at 9am"]),
    ("biweekly", ["every 2 weeks"]), ("monday through friday at 9am", ["monday to friday at 9am"]),
    ("every morning", ["every day at 9am"]), ("0 9 * * MOM", ["0 9 * * MON"]),
    ("on the last day at noon", ["on the last day of the month at noon"]),
    ("the first monday", ["the first monday of the month"]),
    ("on december 24 at 10:00", ["every year on december 24 at 10:00"]),
    ("december 24 at 10:00", ["every year on december 24 at 10:00"]),
    ("every 2 hours please", []), ("every day at 25", []), ("every 0 hours", []), ("", []),
  ])
  func `offers whole texts that are read`(text: String, offers: [String]) throws {
    let fault = try #require(World.faults("custom", nil, [("customInterval", .string(text))]).first)
    #expect(fault.offers == offers, "\(fault.message)")
    for offer in offers {
      #expect(World.faults("custom", nil, [("customInterval", .string(offer))]).isEmpty)
    }
  }

  @Test func `asks for one hour after the other where there are many`() throws {
    let text = "every day at 9, 10 and 11"
    let first = try #require(World.faults("custom", text).first)
    #expect(first.offers == ["every day at 9am, 10 and 11", "every day at 9pm, 10 and 11"])
    #expect(first.message == "9:00 or 21:00? write 9am or 9pm (at character 14)")
    let second = try #require(World.faults("custom", first.offers[0]).first)
    #expect(second.offers.first == "every day at 9am, 10am and 11am" && second.offers.count == 4)
  }

  @Test func `says of what it is in doubt in the words that were typed`() throws {
    let date = try #require(World.faults("custom", "on the 15th of December at noon").first)
    #expect(date.message.hasPrefix("“the 15th of December” is a day of which year?"))
    let none = try #require(World.faults("custom", "every year on February  30").first)
    #expect(none.message.hasPrefix("“February  30” is no date"))
    let range = try #require(World.faults("custom", "every hour 9-17").first)
    #expect(!range.message.contains("negative"))
    let once = try #require(World.faults("custom", "once at 9am").first)
    #expect(once.message.contains("or a date, as once at 2026-11-24 09:00"))
  }

  @Test(arguments: [
    ("every day at 9 and 17", "Every day at 09:00 and 17:00"),
    ("every day at 9, 12 and 18", "Every day at 09:00, 12:00 and 18:00"),
    ("every day at 17", "Every day at 17:00"), ("every day at 0", "Every day at 00:00"),
    ("every day at 9 and 17:30", "Every day at 09:00 and 17:30"),
    ("every day at 9am and 17", "Every day at 09:00 and 17:00"),
    ("every day at 7, 8 and 20", "Every day at 07:00, 08:00 and 20:00"),
  ])
  func `reads a bare hour where another one tells the clock`(text: String, words: String) throws {
    #expect(try World.custom(text).words == words + ", New York time")
  }

  @Test func `tells what an hour behind a day may be`() throws {
    let date = try #require(World.faults("custom", "friday 13").first)
    #expect(
      date.message
        == "“13” may be an hour or a day of the month; write the time as 13:00 (at character 8)")
    let noon = try #require(World.faults("custom", "mon-fri 12").first)
    #expect(noon.message.hasPrefix("12:00 or 0:00? write noon or midnight"))
  }

  @Test(arguments: [
    ("new york", ["America/New_York"]), ("NEW  YORK", ["America/New_York"]),
    ("europe/berlin", ["Europe/Berlin"]), ("PST", ["America/Los_Angeles"]),
    ("GMT+5", ["Etc/GMT-5"]), ("+05:30", ["Asia/Kolkata"]), ("Europe/Berln", ["Europe/Berlin"]),
    ("louisville", ["America/Kentucky/Louisville", "America/Louisville"]), ("nowhere", []),
  ])
  func `offers zones`(name: String, zones: [String]) throws {
    let fault = try #require(World.faults("daily", "09:00", [("timezone", .string(name))]).first)
    #expect(fault.path == ["schedule_config", "timezone"] && fault.offers == zones)
  }

  @Test(arguments: [
    ("new york", "America/New_York"), (" new york ", "America/New_York"), ("utc", "UTC"),
    ("kolkata", "Asia/Kolkata"), ("argentina/ushuaia", "America/Argentina/Ushuaia"),
    ("Europe/Berlin", "Europe/Berlin"), ("louisville", "louisville"), ("GMT+5", "GMT+5"),
    ("gmt-14", "gmt-14"), ("gmt+0", "GMT+0"),
    ("gmt-3", "gmt-3"), ("PST", "PST"), ("york", "york"), ("", ""), ("New_York/", "New_York/"),
    (String(repeating: "a", count: 70), String(repeating: "a", count: 70)),
  ])
  func `completes the name of the only zone that fits`(text: String, zone: String) {
    #expect(World.zones.completed(text) == zone)
  }
}
