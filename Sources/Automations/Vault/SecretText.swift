import OrderedJSON
import Workflows

/// A secret as it is sent: for the time of a call, and for the moment in which it is sealed.
package struct SecretText: Hashable, Sendable {
  /// As in `SecretPlace`.
  package let name: String
  /// Nothing shows it but who asks for it.
  package let text: String

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

extension SecretText: Discreet {
  /// What stands in the place of the secret wherever it may be seen: `[secret token]`.
  package var description: String { SecretText.standIn(for: name) }

  /// What stands in the place of the secret of a name.
  package static func standIn(for name: String) -> String { SecretMark.shown(name) }
}

extension SecretText {
  /// Its last four characters, by which its owner knows it again; empty where they would tell much of
  /// it.
  package var last4: String {
    let characters = text.unicodeScalars
    guard characters.count >= Limits.secretCharactersShown else { return "" }
    return String(characters.suffix(4))
  }
}
