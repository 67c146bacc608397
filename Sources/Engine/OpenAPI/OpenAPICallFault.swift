package import Automations
import OrderedJSON

/// Why a call of an operation cannot be made, whatever answers.
package enum OpenAPICallFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with arguments, at least one.
  case arguments([ParamFault])
  /// Arguments that it needs and that are not there, at least one.
  case missing([ParamFault])
  /// Nobody knows whom to ask, in a sentence.
  case server(String)

  /// In sentences.
  package var description: String {
    switch self {
    case .arguments(let faults), .missing(let faults):
      let more = faults.count - Limits.namedInNotices
      let told = faults.prefix(Limits.namedInNotices).map(\.description)
      return (told + (more > 0 ? ["\(more) more are wrong."] : [])).joined(separator: " ")
    case .server(let words): return words
    }
  }
}
