import Foundation
import OrderedJSON
import Scheduling
import Workflows

/// What reading a log and proposing costs, by its size.
enum SizeBench {
  private static let sizes = [1_000, 4_000, 10_000, 16_000]
  private static let rounds = 7

  static func run(seed: UInt64) {
    let logs = sizes.map { (size: $0, log: log($0, seed: seed)) }
    var times = [[Double]](repeating: [], count: sizes.count)
    for _ in 0..<rounds {
      for (index, log) in logs.enumerated() { times[index].append(milliseconds(of: log.log)) }
    }
    ConversionBench.line([
      "entries", "CPU ms: min", "median", "max", "ratio to first", "MB at most",
    ])
    for (index, (size, log)) in logs.enumerated() {
      // One round's sizes stand beside one another, so that a busy machine is one in both.
      let ratios = zip(times[index], times[0]).map { $0 / $1 }.sorted()
      let ordered = times[index].sorted()
      let spread = [ordered[0], ordered[rounds / 2], ordered[rounds - 1]]
      let growth = [ratios[0], ratios[rounds / 2], ratios[rounds - 1]]
      var cells = [String(size)] + spread.map(oneDigit)
      cells.append(growth.map(oneDigit).joined(separator: " "))
      cells.append(oneDigit(residentMegabytes(reading: log)))
      ConversionBench.line(cells)
    }
  }

  private static func oneDigit(_ number: Double) -> String { String(format: "%.1f", number) }

  /// Tasks of every world one after another, in Reprise's own format.
  private static func log(_ size: Int, seed: UInt64) -> JSON {
    var entries: [JSON] = []
    var seed = seed
    while entries.count < size {
      MadeSet(seed: seed, rounds: 1).visit { _, log, _ in
        guard log.family == .reprise, entries.count < size else { return }
        entries += log.traceData.elements ?? []
      }
      seed &+= 1
    }
    return .array(Array(entries.prefix(size)))
  }

  /// Of the processor, which others share.
  private static func milliseconds(of traceData: JSON) -> Double {
    func spent() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
      return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }
    let start = spent()
    propose(traceData)
    return spent() - start
  }

  private static func propose(_ traceData: JSON) {
    let days = RecordedDays(zone: nil, savedAt: Instant(day: 20_700))
    let draft = Draft(of: Log(of: traceData), days: days)
    precondition(!draft.workflow.steps.isEmpty)
  }

  /// What the process holds at most, which grows with the sizes, as they are read in their order.
  private static func residentMegabytes(reading traceData: JSON) -> Double {
    // Forgets the peak until now (proc(5), clear_refs).
    try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
    propose(traceData)
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let digits = (peak ?? "").filter(\.isNumber)
    return (Double(digits) ?? .nan) / 1_000
  }
}
