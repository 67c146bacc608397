import AllocationCount
import OrderedJSON
import Scheduling

/// One round on one thread: a line for each measurement with its name, its rate a second and the
/// blocks of memory it asked for per step. A name as argument measures that one alone.
@main
struct ScheduleBench {
  static let after = Instant(seconds: 1_795_510_800)
  static let seconds = 0.3

  static func main() throws(ScheduleFaults) {
    let zones = TimeZoneDatabase()
    for (name, text, zone) in [
      ("every 15 minutes", "*/15 * * * *", "UTC"),
      ("daily 02:30 in New York", "30 2 * * *", "America/New_York"),
      ("weekdays at 09:00", "0 9 * * 1-5", "UTC"),
      ("29 February", "0 0 29 2 *", "UTC"),
      ("last day or second Friday", "0 12 L * FRI#2", "UTC"),
    ] {
      let schedule = try schedule(text, zone, zones)
      measure(name) { steps in
        var instant = after
        for _ in 0..<steps { instant = schedule.next(after: instant) ?? after }
        return instant.milliseconds
      }
    }
    try parse(zones)
  }

  /// The texts that both sides can read.
  private static func parse(_ zones: TimeZoneDatabase) throws(ScheduleFaults) {
    let inputs = [
      "*/15 * * * *", "30 2 * * *", "0 9 * * 1-5", "0 0 29 2 *", "0,30 9-17 1 JAN-JUN *",
    ]
    .map { input($0, "UTC") }
    for input in inputs { _ = try Schedule(input, anchor: after, zones: zones) }
    let texts = inputs.map { $0.time ?? "" }
    measure("parsing") { steps in
      var known: Int64 = 0
      for step in 0..<steps where (try? CronExpression(texts[step % texts.count])) != nil {
        known += 1
      }
      return known
    }
    measure("whole schedule") { steps in
      var known: Int64 = 0
      for step in 0..<steps {
        let schedule = try? Schedule(inputs[step % inputs.count], anchor: after, zones: zones)
        known += schedule?.kind == .cron ? 1 : 0
      }
      return known
    }
  }

  private static func schedule(
    _ text: String, _ zone: String, _ zones: TimeZoneDatabase
  ) throws(ScheduleFaults) -> Schedule {
    try Schedule(input(text, zone), anchor: after, zones: zones)
  }

  private static func input(_ text: String, _ zone: String) -> ScheduleInput {
    ScheduleInput(
      type: "custom", time: text,
      config: ["timezone": .string(zone)])
  }

  /// Steps in growing numbers until they take long enough to be measured.
  private static func measure(_ name: String, _ work: (Int) -> Int64) {
    let clock = ContinuousClock()
    guard CommandLine.arguments.dropFirst().allSatisfy({ $0 == name }) else { return }
    var steps = 1_000
    var sum: Int64 = 0
    while true {
      let allocations = allocation_count()
      let time = clock.measure { sum &+= work(steps) }
      let allocated = Double(allocation_count() - allocations) / Double(steps)
      let elapsed = Double(time.components.attoseconds) / 1e18 + Double(time.components.seconds)
      if elapsed >= seconds {
        // The sum is shown so that no step can be left out as useless.
        print("\(name)\t\(Int(Double(steps) / elapsed))\t\(allocated)\t\(sum)")
        return
      }
      steps = elapsed < seconds / 20 ? steps * 10 : Int(Double(steps) * seconds / elapsed * 1.1)
    }
  }
}
