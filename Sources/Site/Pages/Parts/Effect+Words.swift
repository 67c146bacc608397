import Workflows

extension Effect {
  /// What repeating does, in a person's words.
  var words: String {
    switch self {
    case .read: "only reads"
    case .idempotent: "may be repeated"
    case .once: "at most once"
    }
  }

  /// The same as an answer to what is to be done when a try fails.
  var offer: String {
    switch self {
    case .read: "Try again: it only reads"
    case .idempotent: "Try again: twice does no harm"
    case .once: "Do not repeat: at most once"
    }
  }
}
