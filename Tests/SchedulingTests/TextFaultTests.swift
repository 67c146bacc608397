import OrderedJSON
import Scheduling
import TestSupport
import Testing

/// What is refused, where, and with what hint.
@Suite struct TextFaultTests {
  @Test(arguments: [
    ("every 2 huors", 8, "did you mean \"every 2 hours\"?"),
    ("evry 2 hours", 0, "did you mean \"every 2 hours\"?"),
    ("every mondya at 9am", 6, "did you mean \"every monday at 9am\"?"),
    ("every funday", 6, "did you mean \"every sunday\"?"),
    ("every 2 hours please", 14, "not known"),
    ("every -2 hours", 6, "negative"), ("every 0 hours", 6, "at least 1"),
    ("every 2,5 hours", 7, "2.5"), ("1/2 hour", 1, "“/2”"), ("every ٢ hours", 6, "digits 0–9"),
    ("every ２ hours", 6, "digits 0–9"), ("é every 2 hours", 0, "“é”"),
    ("every second", 6, "every second day"), ("every 90 seconds", 6, "whole minutes"),
    ("every 1.7 minutes", 6, "whole minutes"), ("every 30 seconds", 6, "at least one minute"),
    ("every 8th day of the week", 21, "month"), ("every 2 hours at 9am", 14, "end of the text"),
    ("every 2 days at", 15, "09:00"), ("at 9am at", 7, "schedule"), ("at 9am", 0, "every day"),
    ("09:00", 0, "every day"), ("every day at 24:00", 13, "23:59"), ("every day at 9", 13, "9am"),
    ("every day at 13pm", 13, "“13pm”"), ("every day at 09:60", 13, "“09:60”"),
    ("every day at 9am and", 20, "a time"), ("every 2 hours between", 21, "a time"),
    ("every 2 hours from 9am and 5pm", 23, "to"),
    ("every 2 hours from 17:00 to 09:00", 28, "later"),
    ("every 5 hours on weekdays", 14, "end of the text"), ("7 times a day", 0, "whole minutes"),
    ("6th friday of the month", 0, "first to fifth"), ("32nd of the month", 0, "31st"),
    ("21th of the month", 0, "did you mean \"21st of the month\"?"),
    ("24th weekday of the month", 0, "first to 23rd"),
    ("every 2 months and 3 days", 19, "months"), ("every 1.5 months", 6, "whole"),
    ("every 99999999999999999999 hours", 6, "60 years"), ("every 61 years", 6, "60 years"),
    ("on 2027-02-30 09:00", 3, "2026-11-24"), ("once at 2026-12-24", 18, "09:00"),
    ("once at 2026-12-24T9:00", 19, "09:00"), ("2027-01-15 9", 11, "9am"),
    ("once at 2026-12-24 09:00 daily", 25, "end"),
    ("PT0H", 0, "at least 1"), ("PT90S", 0, "whole minutes"), ("P", 0, "not known"),
    ("PT", 2, "PT2H"), ("P1S", 2, "Y, M, W, D"), ("PT1M1H", 5, "order"), ("PT1.5H30M", 6, "number"),
    ("P1H", 2, "Y, M, W, D"), (" PT1X", 4, "H, M or S"), ("@every 30s", 0, "at least one minute"),
    ("@dayly", 0, "did you mean \"@daily\"?"), ("@reboot", 0, "@daily"), ("", 0, "no schedule"),
    ("  ", 2, "no schedule"), ("every 2 hours 3", 15, "unit"),
    ("every other weekday", 12, "every 2 weeks on weekdays"),
    ("biweekly", 0, "did you mean \"every 2 weeks\"?"), ("PT2H30", 6, "H, M or S"),
    ("@every hour", 7, "1h30m"), ("every 1 hour 0 minutes", 13, "at least 1"),
    ("every night", 6, "did you mean \"every day at midnight\"?"),
    ("annually on 1 janury", 14, "did you mean \"annually on 1 january\"?"),
    ("on 1 janury 2027 at 9am", 5, "did you mean \"on 1 january 2027 at 9am\"?"),
    ("PT-1H", 2, "negative"),
    ("PT 1H", 2, "expected a number"),
    ("1st mondy of the month", 4, "did you mean \"1st monday of the month\"?"),
    ("1999-5 9 1 1 1", 0, "“1999-5” is no date"),
    ("P-1D", 1, "negative"), ("every forty minutes", 6, "in digits, as 40"),
    ("every twenty-five minutes", 6, "in digits, as 25"), ("forty five minutes", 0, "as 45"),
    ("every monday at nineteen", 16, "in digits, as 19"), ("every 0x10 minutes", 6, "“0x10”"),
    ("24:00", 0, "“24:00” is no time of day"), ("9:00", 0, "a time of day goes with days"),
    ("every 5x minutes", 6, "“5x” is no number"), ("evéry 2 huors", 0, "“evéry”"),
    ("every 2 heurés", 8, "“heurés”"),
    ("every day ta 9am", 10, "did you mean \"every day at 9am\"?"),
    ("every 2 hours form 9am to 5pm", 14, "did you mean \"every 2 hours from 9am to 5pm\"?"),
    ("every tow hours", 6, "did you mean \"every two hours\"?"),
    ("every 5 mn", 8, "did you mean \"every 5 min\"?"),
    ("every 2 hours adn 30 minutes", 14, "did you mean \"every 2 hours and 30 minutes\"?"),
    ("monday until friday", 7, "did you mean \"monday to friday\"?"),
    ("every everyday", 6, "expected a number"),
    ("everyday at 9am", 0, "did you mean \"every day at 9am\"?"),
    ("every hour twise", 11, "expected the end of the text"),
    ("every 2 xyz", 8, "expected a unit of time"), ("every 18 months on 5 march", 19, "ordinal"),
    ("every 18 months on the 5 march", 23, "ordinal"), ("every 2 years on 31 april", 17, "no date"),
    ("every 1 year 6 months on 5 march", 22, "at and a time"),
    ("every 1.0000000001 hours", 6, "“1.0000000001” has too many decimals; write at most 9"),
    ("PT1.0000000001H", 2, "“1.0000000001” has too many decimals"),
    ("PT99999999999999999999H", 2, "at most 60 years"), ("PT1.2.3H", 2, "“1.2.3” is no number"),
    ("every 00 hours", 6, "“00” is too small"),
    ("PT0H0M", 0, "“0 hours and 0 minutes” is too small"),
    ("every 90 seconds", 6, "“90 seconds” does not fit"),
    ("every 1.25 minutes and 3 seconds", 23, "“1.25 minutes and 3 seconds” does not fit"),
    ("PT1H0.05S", 0, "“1 hour and 0.05 seconds”"), ("every 61 years", 6, "“61 years” is too long"),
    ("every 30 seconds", 6, "“30 seconds” is too short"),
    ("every 50 minutes onn weekdays", 17, "expected the end of the text"),
    ("every 2 days onn monday", 13, "expected the end of the text"),
    ("every 36 hours form 9am to 5pm", 15, "expected the end of the text"),
    ("every day adn friday", 10, "expected the end of the text"),
    ("hourly adn 5 minutes", 7, "expected the end of the text"),
    ("at 9am every day att 5pm", 17, "expected the end of the text"),
    ("every 50 minutes form 9am to 5pm", 17, "did you mean \"every 50 minutes from 9am to 5pm\"?"),
    ("every 2 weeks onn monday", 14, "did you mean \"every 2 weeks on monday\"?"),
    ("every 2 hours onn weekdays", 14, "did you mean \"every 2 hours on weekdays\"?"),
    ("every month onn the 1st", 12, "did you mean \"every month on the 1st\"?"),
    ("every monday at 9am adn 5pm", 20, "did you mean \"every monday at 9am and 5pm\"?"),
    ("every day at 9am ?", 17, "the digits 0–9"), ("mon * * * *", 0, "0–59"),
  ])
  func `says where words are wrong and what would be right`(
    text: String, position: Int, hint: String
  ) throws {
    let fault = try #require(firstFault(text))
    #expect(fault.position == position)
    #expect(fault.message.contains(hint), "\(fault.message)")
  }

  @Test(arguments: [
    ("0 9 * * * *", 10, "seconds and years are not supported"),
    ("0 0 9 ? * MON *", 10, "seconds and years are not supported"), ("* * * *", 7, "five"),
    ("61 * * * *", 0, "“61” is no minute; allowed: 0–59"), ("0 5x 1 1 1", 3, "“x”"),
    ("0 9 1 1", 7, "five"),
    ("0 25 * * *", 2, "0–23"), ("0 9 32 * *", 4, "1–31"),
    ("0 9 1 13 *", 6, "JAN–DEC"), ("0 9 * * 8", 8, "SUN–SAT"),
    ("0 9 * * MOM", 8, "did you mean \"0 9 * * MON\"?"),
    ("0 9 * JNA *", 6, "did you mean \"0 9 * JAN *\"?"),
    ("0 9 * * MON#6", 12, "5#1 to 5#5"), ("0 9 L-31 * *", 4, "L-1 to L-30"),
    ("1,, * * * *", 2, "0–59"),
    ("1- * * * *", 2, "something is missing here"), ("1, * * * *", 2, "something is missing here"),
    (",1 * * * *", 0, "something is missing here; expected minute: 0–59"),
    ("*/ * * * *", 2, "something is missing here; expected a step"),
    ("0 9 * * 1,", 10, "too early"), ("0 9 ?,1 * *", 5, "“,1” does not fit here; expected a space"),
    ("*/0 * * * *", 2, "from 1"), ("* */x * * *", 4, "“x”"),
    ("5-2 * * * *", 0, "did you mean \"5-59,0-2\"?"), ("0 9 * DEC-FEB *", 6, "\"12,1-2\""),
    ("+5 * * * *", 0, "“+5”"),
    ("٥ * * * *", 0, "“٥”"), ("? * * * *", 0, "0–59"), ("0 9 ?/2 * *", 5, "“/2”"),
    ("0 9 5W-7 * *", 6, "“-7”"), ("0 9 * * L", 8, "5L"), ("  0 9 32 * *", 6, "1–31"),
    ("99999999999999999999 * * * *", 0, "0–59"), ("0 9 1-LW * *", 6, "1–31"),
  ])
  func `says where a cron expression is wrong and what would be right`(
    text: String, position: Int, hint: String
  ) throws {
    let fault = try #require(firstFault(text))
    #expect(fault.position == position)
    #expect(fault.message.contains(hint), "\(fault.message)")
  }

  @Test(arguments: [
    "every day at 1\(long):00", "once at 2027-01-\(long)", "\(long) * * * *", "every day \(long)",
    "every \(long) hours", "*/\(long)x * * * *", "5-\(long) * * * *", "\(zeros)5-2 * * * *",
    "PT1\(long)", "every day é\(long)", "every 1.\(long) hours", "@\(long)", "0 9 ?,\(long) * *",
    "every \(zeros) hours", "0x\(long) hours",
  ])
  func `shortens what is long, and shows that it did`(text: String) throws {
    let message = try #require(firstFault(text)).message
    #expect(message.contains("…”") && message.count < 250, "\(message)")
  }

  @Test(arguments: ["a", "🦊", "7"])
  func `shortens what is long in one character`(base: String) throws {
    let text = "every " + base + String(repeating: "\u{301}", count: 300_000)
    let message = try #require(firstFault(text)).message
    #expect(message.contains("…”") && message.utf8.count < 500)
  }

  private static let long = String(repeating: "7", count: 300)
  private static let zeros = String(repeating: "0", count: 300)

  @Test(arguments: ["0 0 31 APR *", "0 0 30 2 *", "0 0 L-30 FEB *"])
  func `refuses what no year has`(text: String) throws {
    let fault = try #require(firstFault(text))
    #expect(fault.message.contains("never runs"))
  }

  @Test(arguments: [
    ("every 2 huors", "did you mean \"every 2 hours\"? “huors” is not known here (at character 9)"),
    ("every 2 hours at", "“at” does not fit here; expected the end of the text (at character 15)"),
    (
      "every",
      "expected a number, a unit of time or a day, as every 2 hours or every Monday (at the end)"
    ),
  ])
  func `says the place in the message too`(text: String, message: String) throws {
    #expect(try #require(firstFault(text)).message.hasSuffix(message))
  }

  @Test func `takes the fifth Monday of February, which a leap year may have`() throws {
    let schedule = try World.custom("0 0 * 2 MON#5", zone: "UTC")
    #expect(World.next(schedule, after: "2026-01-01T00:00:00Z", 1) == ["2044-02-29T00:00:00Z"])
  }

  @Test func `never traps, whatever bytes come`() {
    var dice = Dice(seed: 42)
    let pieces = [
      "every", "at", "on", "the", "1st", "last", "monday", "of", "month", "2", "1.5", ":", ",", "-",
      "hours", "am", "*", "/", "L", "W", "#", "?", "PT", "H", "@every ", "9", "2026-11-24", "T",
      "é",
      "\u{0}", "🦊", "\r\n", "\t", ".", "and", "to", "from", "once", "twice", "a", "day", "second",
    ]
    for _ in 0..<60_000 {
      let words = (0..<dice.number(1...9)).map { _ in dice.pick(pieces) }
      let text = words.joined(separator: dice.pick([" ", ""]))
      for fault in World.faults("custom", text) {
        #expect(fault.position.map { (0...text.count).contains($0) } ?? true, "\(text)")
      }
    }
  }

  private func firstFault(_ text: String) -> ScheduleFault? {
    World.faults(World.input("custom", nil, zone: "UTC", [("customInterval", .string(text))])).first
  }
}
