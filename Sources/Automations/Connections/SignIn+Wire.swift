package import OrderedJSON

extension SignIn {
  /// The `type`s of its wire form.
  private enum Kind: String, CaseIterable {
    case none, bearer, basic, header, query, oauth2
  }

  /// As the settings' `auth` says it; what is absent or null is none.
  /// - Parameter faults: what is wrong with it, with its place.
  init(reading json: JSON?, at path: [String], _ faults: inout [Fault]) {
    self = .none
    guard let json, !json.isNull else { return }
    guard var members = MemberReader(json, at: path, &faults) else { return }
    let kind: Kind? = members.choice("type")
    switch kind {
    case .none?, nil: break
    case .bearer?: self = .bearer
    case .basic?:
      let username = members.text("username", "the account's name there")
      self = .basic(username: username)
    case .header?: self = .header(name: members.headerName("name"))
    case .query?:
      self = .query(name: members.text("name", "the name of a parameter, as api_key"))
    case .oauth2?:
      let grant: Grant? = members.choice("grant")
      self = .oauth2(
        OAuth2(
          grant: grant ?? .clientCredentials, tokenURL: members.url("token_url"),
          clientID: members.text("client_id", "the name of the client there"),
          scope: members.textIfAny("scope")))
    }
    // What a wrong type would take nobody knows.
    if kind != nil { members.refuseOthers("the sign-in \(kind.map(\.rawValue) ?? "")") }
    faults += members.faults
  }

  /// Its wire form.
  package var json: JSON {
    switch self {
    case .none: ["type": "none"]
    case .bearer: ["type": "bearer"]
    case .basic(let username): ["type": "basic", "username": .string(username)]
    case .header(let name): ["type": "header", "name": .string(name)]
    case .query(let name): ["type": "query", "name": .string(name)]
    case .oauth2(let settings):
      .object(
        [
          JSON.Member("type", "oauth2"),
          JSON.Member("grant", .string(settings.grant.rawValue)),
          JSON.Member("token_url", .string(settings.tokenURL)),
          JSON.Member("client_id", .string(settings.clientID)),
        ] + (settings.scope.map { [JSON.Member("scope", .string($0))] } ?? []))
    }
  }

  /// The names of its secrets: those that it cannot do without, and others.
  package var secretNames: (needed: [String], others: [String]) {
    switch self {
    case .none: ([], [])
    case .bearer: (["token"], [])
    case .basic: (["password"], [])
    case .header, .query: (["value"], [])
    case .oauth2(let settings):
      switch settings.grant {
      case .clientCredentials: (["client_secret"], [])
      // A client without a secret of its own is a public one (RFC 6749, 2.1).
      case .refreshToken: (["refresh_token"], ["client_secret"])
      }
    }
  }
}
