import Automations
import OrderedJSON
import Scheduling

extension ToolResult {
  var result: JSON? { if case .succeeded(let result, _) = self { result } else { nil } }

  /// Of an HTTP answer that was taken for success.
  var status: Int? {
    if case .succeeded(_, let response) = self { response["status"]?.integer } else { nil }
  }

  var response: JSON? {
    switch self {
    case .succeeded(_, let response): response
    case .failed(_, let response, _), .gone(_, let response): response
    case .noAnswer, .awaitsCallback: nil
    }
  }

  var error: String? { if case .failed(let error, _, _) = self { error } else { nil } }

  var retry: Retry? { if case .failed(_, _, let retry) = self { retry } else { nil } }

  /// Until when its answer may come to its call-back.
  var deadline: Instant? { if case .awaitsCallback(let until) = self { until } else { nil } }

  var silence: String? { if case .noAnswer(let error) = self { error } else { nil } }
}
