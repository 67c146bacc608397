import Workflows

extension Log {
  /// What somebody said, in order.
  func said(by speaker: Speaker) -> [String] {
    entries.compactMap { entry in
      if case .said(speaker, let text) = entry.content { text } else { nil }
    }
  }

  var notes: [String] {
    entries.compactMap { if case .note(let text) = $0.content { text } else { nil } }
  }
}
