package import OrderedJSON

extension ConnectionSettings {
  /// How requests prove who asks, where the kind has a way.
  package var signIn: SignIn { ofKind.signIn }

  /// Where calls go, for a person; `nil`: nowhere outside.
  package var place: String? { ofKind.place }

  /// The text of an uploaded document; `nil`: there is none.
  package var document: String? { ofKind.documentText }

  /// The wire form, without `shared`.
  package var json: JSON { json(withDocument: true) }

  /// - Parameter withDocument: whether an uploaded document is in it, which may be long.
  package func json(withDocument: Bool) -> JSON {
    let document = withDocument ? document.map { JSON.Member("document", .string($0)) } : nil
    return .object([document].compactMap(\.self) + ofKind.members)
  }

  /// As far as whoever binds a tool to it has to know: where its calls go, and how it signs in.
  package var outline: JSON {
    let json = json(withDocument: false)
    let members = (json.members ?? []).filter { kind.traits.addresses.contains($0.key) }
    guard let type = json["auth"]?["type"] else { return .object(members) }
    return .object(members + [JSON.Member("auth", ["type": type])])
  }
}

extension [NamedText] {
  /// An object, in their order.
  var json: JSON { .object(map { JSON.Member($0.name, .string($0.value)) }) }
}

extension JSON.Member {
  static func ifAny(_ name: String, _ text: String?) -> [JSON.Member] {
    text.map { [JSON.Member(name, .string($0))] } ?? []
  }
}
