import Automations

/// The names and values of a form, by turns.
struct FormWords: Sendable {
  let all: [String]

  init(_ all: [String]) { self.all = all }

  /// The form as it is sent (WHATWG URL, 5.2).
  /// - Parameter bytes: of each, in the form's charset.
  func written(_ bytes: [[UInt8]]) -> String {
    joined(bytes.map(PercentEncoding.formValue))
  }

  /// The form as it may be seen. What a charset makes of a secret is not known again as one: it is taken
  /// out of the words before.
  /// - Parameters:
  ///   - bytes: as above.
  ///   - write: other words in the form's charset.
  func written(
    _ bytes: [[UInt8]], hiding secrets: [SecretText], _ write: ([String]) -> [[UInt8]]
  ) -> String {
    let sent = SecretsSent(secrets)
    guard !sent.isEmpty else { return written(bytes) }
    let marks = secrets.map { SecretText.standIn(for: $0.name) }
    let places = all.indices.filter { sent.redacting(all[$0]) != all[$0] }
    var parts = bytes.map(PercentEncoding.formValue)
    let masked = places.map { sent.redacting(all[$0]) }
    let (hidden, written) = (write(masked), write(marks).map(PercentEncoding.formValue))
    for (place, bytes) in zip(places, hidden) {
      parts[place] = zip(written, marks).reduce(PercentEncoding.formValue(bytes)) {
        $0.replacing($1.0, with: $1.1)
      }
    }
    return joined(parts)
  }

  private func joined(_ parts: [String]) -> String {
    var text = ""
    for (index, part) in parts.enumerated() {
      if index > 0 { text += index.isMultiple(of: 2) ? "&" : "=" }
      text += part
    }
    return text
  }
}
