import OrderedJSON

/// What is secret of the queries of addresses that somebody says for good.
package enum QuerySecret {
  /// Whether a parameter is a secret: by its name, as `api_key`, `sig` or, where nobody thinks of such a
  /// text, `key`; or by its looks.
  package static func isSecret(_ name: String, _ value: String) -> Bool {
    let telling = TellingName(ofSignature: name.utf8) ?? TellingName(ofKey: name.utf8)
    return telling?.isSecret(value.utf8) == true
      || JSON.object([JSON.Member(name, .string(value))]).holdsSecret
  }
}
