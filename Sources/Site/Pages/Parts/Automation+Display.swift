import Automations
import OrderedJSON
import Scheduling

extension Automation {
  /// The next instant that runs, where a pause does not cover it.
  func nextRunAt(in pause: Pause?) -> Instant? {
    guard let nextRunAt, pause?.covers(nextRunAt) != true else { return nil }
    return nextRunAt
  }

  /// Whether its next run waits for the end of a pause.
  func waitsForEnd(of pause: Pause?) -> Bool {
    nextRunAt != nil && nextRunAt(in: pause) == nil
  }
}
