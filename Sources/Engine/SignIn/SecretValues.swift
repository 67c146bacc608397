import OrderedJSON

/// Secrets with their names, for the time of a call. Nothing writes them but who asks for one.
package struct SecretValues: Sendable {
  /// Of one name several may be, as a password and how it is sent.
  let all: [(name: String, text: String)]
  /// Those that are looked for in texts, the longest first, so that one within another hides no part
  /// of it alone.
  let sought: [(needle: Needle, standIn: [UInt8])]

  package init(_ all: [(name: String, text: String)] = []) {
    self.all = all
    sought = all.filter { $0.text.utf8.count >= Limits.soughtSecretBytes }
      .sorted { $0.text.utf8.count > $1.text.utf8.count }
      .map { (Needle(Array($0.text.utf8)), Array(SecretValues.standIn(for: $0.name).utf8)) }
  }

  /// The first one of a name; `nil`: there is none, or an empty one.
  package subscript(name: String) -> String? {
    all.first { $0.name == name }.flatMap { $0.text.isEmpty ? nil : $0.text }
  }

  func adding(_ name: String, _ text: String) -> SecretValues {
    SecretValues(all + [(name, text)])
  }

  /// What stands in the place of a secret wherever it may be seen.
  static func standIn(for name: String) -> String { "[secret \(name)]" }
}

extension SecretValues: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, String)...) {
    self.init(elements.map { (name: $0.0, text: $0.1) })
  }
}

extension SecretValues: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String {
    all.map { SecretValues.standIn(for: $0.name) }.joined(separator: ", ")
  }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
