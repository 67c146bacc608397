import OrderedJSON
import Scheduling
import Testing
import Workflows

/// A log of Reprise's own format, line by line, and what is proposed of it.
struct Recorded {
  private var entries: [JSON] = []
  /// Of the calls; `nil`: the log does not tell it.
  private let day: String?

  init(on day: String? = "2026-11-24") { self.day = day }

  /// What a person said.
  func said(_ text: String) -> Recorded {
    adding(["event": "user_message", "text": .string(text)])
  }

  /// A call that went well.
  /// - Parameters:
  ///   - params: JSON.
  ///   - result: JSON.
  func call(_ tool: String, _ params: String, gives result: String = "null") throws -> Recorded {
    adding([
      "event": "tool_call", "tool": .string(tool), "params": try JSON(parsing: params),
      "result": try JSON(parsing: result), "timestamp": JSON(day.map { $0 + "T10:00:00Z" }),
    ])
  }

  /// A call that failed.
  func failedCall(_ tool: String, _ params: String, _ error: String) throws -> Recorded {
    adding([
      "event": "tool_call", "tool": .string(tool), "params": try JSON(parsing: params),
      "error": .string(error), "timestamp": JSON(day.map { $0 + "T10:00:00Z" }),
    ])
  }

  private func adding(_ entry: JSON) -> Recorded {
    var copy = self
    copy.entries.append(entry)
    return copy
  }

  var draft: Draft {
    Draft(
      of: Log(of: .array(entries)),
      days: RecordedDays(
        zone: TimeZoneDatabase().zone(named: "Europe/Berlin"),
        savedAt: Instant(seconds: 1_795_600_000)))
  }

  /// What is proposed: `strong link s2 /id`.
  var proposed: [String] {
    draft.proposals.map { proposal in
      [
        proposal.strength.rawValue, proposal.kind.rawValue, proposal.steps.joined(separator: "+"),
        proposal.path?.description,
      ].compactMap(\.self).joined(separator: " ")
    }
  }
}
