import OrderedJSON

extension SignIn {
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

  /// Of the header that proves who asks, in lower case; `nil`: none does.
  private var headerName: String? {
    switch self {
    case .none: nil
    case .bearer, .basic, .oauth2: "authorization"
    case .header(let name): name.lowercased()
    }
  }
}
