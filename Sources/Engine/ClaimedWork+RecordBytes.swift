import Automations
import OrderedJSON
import Workflows

extension ClaimedWork {
  /// How many bytes are kept of each request and each answer, so that those of the whole run stay
  /// within `Limits.runRecordBytes`.
  func recordBytes(attempts: Int) -> Int {
    Limits.runRecordBytes / max(2 * workflow.steps.count * attempts, 1)
  }
}
