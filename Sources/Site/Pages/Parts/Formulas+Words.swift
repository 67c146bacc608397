import Automations

extension Formulas {
  /// In the form that says what carries a tool out.
  var offer: String {
    switch self {
    case .text: "Write them as text"
    case .keep: "Keep them, so that the spreadsheet reckons"
    }
  }
}
