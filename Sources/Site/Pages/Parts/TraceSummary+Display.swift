import Automations
import OrderedJSON
import Scheduling

extension TraceSummary {
  /// The name, or what stands for it.
  var displayName: String { TraceSummary.displayName(name) }

  /// A name of nothing but spaces could not be seen, or pressed.
  static func displayName(_ name: String?) -> String {
    guard let name, !name.allSatisfy(\.isWhitespace) else { return "Untitled" }
    return name
  }

  /// The next instant that runs, where a pause does not cover it.
  func nextRunAt(in pause: Pause?) -> Instant? {
    guard let nextRunAt, pause?.covers(nextRunAt) != true else { return nil }
    return nextRunAt
  }

  /// The IANA name of the schedule's zone, where it has one.
  var timeZoneName: String? { schedule?.config?["timezone"]?.text }
}
