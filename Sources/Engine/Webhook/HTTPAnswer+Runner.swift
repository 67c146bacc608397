import Automations
import OrderedJSON
import Scheduling

extension HTTPAnswer {
  /// What the answer of a runner means for its step: JSON is the result, nothing is `null`, and 202
  /// means that it comes later.
  /// - Parameters:
  ///   - deadline: of the call-back.
  ///   - now: seconds since 1970, for times to wait until.
  func resultOfRunner(until deadline: Instant, now: Int) -> ToolResult {
    let plain = result(where: .success, now: now)
    switch (status, plain) {
    case (202, _): return .awaitsCallback(until: deadline)
    case (410, .failed(_, let response, _)):
      return .gone(
        "The runner answered 410: it takes no calls any more.", response: response)
    case (_, .succeeded):
      // What cannot be read is told above.
      guard let (content, isCut) = try? self.content else { return plain }
      let response: JSON = isCut ? ["body": content, "truncated": true] : content
      return .succeeded(result: content, response: response.record)
    default: return plain
    }
  }
}
