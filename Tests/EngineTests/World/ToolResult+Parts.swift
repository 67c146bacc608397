import Automations
import OrderedJSON

extension ToolResult {
  var result: JSON? { if case .succeeded(let result, _) = self { result } else { nil } }

  var status: Int? { result?["status"]?.integer }

  var response: JSON? {
    switch self {
    case .succeeded(_, let response): response
    case .failed(_, let response, _): response
    case .noAnswer: nil
    }
  }

  var error: String? { if case .failed(let error, _, _) = self { error } else { nil } }

  var retry: Retry? { if case .failed(_, _, let retry) = self { retry } else { nil } }

  var silence: String? { if case .noAnswer(let error) = self { error } else { nil } }
}
