import Foundation
import Scheduling
import TestSupport
import Testing

/// The clocks of every zone against what the C library makes of the same files, as zdump(8) tells
/// it for 1970 to 2100: every eighth zone, and all with `REPRISE_ALL_TRANSITIONS` set.
@Suite struct ZoneDumpTests {
  static let parts = TransitionDayTests.all ? 0..<8 : 0..<1

  @Test(arguments: parts)
  func `has the offsets that the C library has, around every change`(part: Int) throws {
    let names = World.zones.names.enumerated().filter { $0.offset % 8 == part }.map(\.element)
    var compared = 0
    for line in try dump(names).split(separator: "\n") {
      let words = line.split(separator: " ")
      // America/New_York  Sun Mar  8 06:59:59 2026 UT = Sun Mar  8 01:59:59 2026 EST isdst=0 gmtoff=…
      guard words.count == 16, words[6] == "UT", let offset = Int(words[15].dropFirst(7)),
        let instant = instant(words[2], words[3], words[4], words[5])
      else { continue }
      let name = String(words[0])
      let zone = try #require(World.zones.zone(named: name))
      if zone.offset(at: instant) != offset || zone.abbreviation(at: instant) != words[13] {
        Issue.record("\(name) \(instant.rfc3339)")
      }
      compared += 1
    }
    #expect(compared > 5_000)
  }

  private func dump(_ names: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/zdump")
    process.environment = ["TZDIR": World.zoneinfo]
    process.arguments = ["-V", "-c", "1970,2101"] + names
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: text, as: UTF8.self)
  }

  private static let months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
    .split(separator: " ")

  private func instant(
    _ month: Substring, _ day: Substring, _ time: Substring, _ year: Substring
  ) -> Instant? {
    guard let month = Self.months.firstIndex(of: month) else { return nil }
    let padded = { (text: String) in text.count < 2 ? "0\(text)" : text }
    return Instant(rfc3339: "\(year)-\(padded("\(month + 1)"))-\(padded(String(day)))T\(time)Z")
  }
}
