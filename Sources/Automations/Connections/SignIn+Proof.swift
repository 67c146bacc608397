import OrderedJSON

extension SignIn {
  /// Why a secret in settings is refused, in a sentence without a full stop.
  static let secretRule =
    "would lie there for all to read: it belongs to how requests sign in (auth)"

  /// What keeps a secret from being carried (RFC 6750, 2.1; RFC 7617, 2; RFC 9110, 5.5), as in "must be
  /// one line"; `nil`: nothing, or it is not sent as it is.
  package func fault(ofProof text: String) -> String? {
    switch self {
    case .bearer where !text.isOneWord:
      "must be one word of plain letters, digits and signs"
    case .basic where text.hasControlCharacter, .header where text.hasControlCharacter,
      .query where text.hasControlCharacter:
      "must be one line without control characters"
    case .query where text.utf8.count > Limits.settingCharacters:
      "must have at most \(Limits.settingCharacters) bytes"
    case .none, .bearer, .basic, .header, .query, .oauth2: nil
    }
  }

  /// What of a call's headers is left away since the sign-in sets it, in sentences.
  package func notices(ofHeaders names: [String]) -> [String] {
    guard let own = headerName, let name = names.first(where: { $0.lowercased() == own }) else {
      return []
    }
    return [
      "The header \(name.cut(toBytes: Limits.quotedNameBytes)) is left away: the sign-in of the "
        + "connection sets it."
    ]
  }

  /// The same of the parameters of its query.
  package func notices(ofQuery names: [String]) -> [String] {
    guard case .query(let own) = self, names.contains(own) else { return [] }
    return [
      "The parameter \(own.cut(toBytes: Limits.quotedNameBytes)) of the query is left away: the sign-in "
        + "of the connection sets it."
    ]
  }

  /// Whether it sets a header of that name.
  package func sets(header name: String) -> Bool { name.lowercased() == headerName }

  /// Whether it sets a parameter of that name in the query.
  package func sets(query name: String) -> Bool { self == .query(name: name) }

  /// Of the header that proves who asks, in lower case; `nil`: none does.
  private var headerName: String? {
    switch self {
    case .none, .query: nil
    case .bearer, .basic, .oauth2: "authorization"
    case .header(let name): name.lowercased()
    }
  }
}

extension String {
  fileprivate var isOneWord: Bool { utf8.allSatisfy { 0x21...0x7E ~= $0 } }
}
