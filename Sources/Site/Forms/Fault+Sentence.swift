import Automations
import OrderedJSON

extension [Fault] {
  /// What is wrong at one field of a form; `nil` where nothing is.
  var sentence: String? { isEmpty ? nil : map(\.message).joined(separator: "; ").shown }
}
