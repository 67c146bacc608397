/// A way to something outside that carries tools out, with a name of its own.
package struct Connection: Hashable, Sendable {
  /// UUID, lower case; of a built-in one its name.
  package let id: String
  /// Whose it is; `nil`: the program's own, or the operator's by a file, which nobody changes here.
  package let owner: String?
  /// What bindings call it: no other of the same owner is called so.
  package let name: String
  /// What there is to say of its kind.
  package let settings: ConnectionSettings
  /// Whether it is offered to everybody.
  package let isShared: Bool
  /// Whether it carries anything out.
  package let isEnabled: Bool
  /// Why the program switched it off, in a sentence; `nil`: it is on, or somebody did.
  package let offReason: String?

  package init(
    id: String, owner: String?, name: String, settings: ConnectionSettings,
    isShared: Bool = false, isEnabled: Bool = true, offReason: String? = nil
  ) {
    self.id = id
    self.owner = owner
    self.name = name
    self.settings = settings
    self.isShared = isShared
    self.isEnabled = isEnabled
    self.offReason = offReason
  }
}

extension Connection {
  /// The same that carries nothing out.
  func switchedOff(because reason: String) -> Connection {
    Connection(
      id: id, owner: owner, name: name, settings: settings, isShared: isShared, isEnabled: false,
      offReason: reason)
  }
}

extension Connection {
  /// What carries its calls out; the program has one adapter of each kind.
  package var kind: AdapterKind { settings.kind }
}

extension Connection {
  /// HTTP requests to whole URLs.
  package static let http = Connection(
    id: "http", owner: nil, name: "http", settings: .http(HTTPSettings(baseURL: nil)))

  /// The embedded tools.
  package static let local = Connection(id: "local", owner: nil, name: "local", settings: .local)

  /// Those that are there from the start, for everybody.
  package static let embedded = [http, local]

  /// Whether a name is that of a built-in one.
  package static func isEmbedded(_ name: String) -> Bool {
    embedded.contains { $0.name.utf8.elementsEqual(name.utf8) }
  }
}
