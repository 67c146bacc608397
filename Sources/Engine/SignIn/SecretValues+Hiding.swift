import Automations
package import OrderedJSON

// Whoever was sent a secret may send it back: what comes is searched before anybody sees it.
extension SecretValues {
  /// A text with `[secret name]` in the places where a secret stands, in whichever form.
  /// - Parameter isCut: whether the text went on.
  package func hidden(in text: String, isCut: Bool = false) -> String {
    sent.redacting(text, isCut: isCut)
  }

  /// A value with `[secret name]` in its texts, names and numbers in the places where a secret stands.
  package func hidden(in json: JSON) -> JSON { sent.redacting(json) }
}
