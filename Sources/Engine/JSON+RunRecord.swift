import Automations
import OrderedJSON
import Workflows

extension JSON {
  /// A request or an answer where it has at most so many bytes, else the beginning of its text, saying
  /// so.
  func record(atMost bytes: Int) -> JSON {
    let whole = serialized
    let count = whole.utf8.count
    guard count > bytes else { return self }
    return .string("\(whole.cut(toBytes: bytes)) (the first of \(count) bytes)")
  }
}

extension ClaimedWork {
  /// How many bytes are kept of each request and each answer, so that those of the whole run stay
  /// within `Limits.runRecordBytes`.
  func recordBytes(attempts: Int) -> Int {
    Limits.runRecordBytes / max(2 * workflow.steps.count * attempts, 1)
  }
}
