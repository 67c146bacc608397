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
}
