package import OrderedJSON

/// A connection as API, page or the operator's file say it.
package struct ConnectionDraft: Sendable {
  package var name: String
  package var kind: AdapterKind
  /// The wire form of its settings.
  package var settings: JSON
  /// Texts by their names; `nil`: none.
  package var secrets: JSON?
  /// Whether it is offered to everybody; `nil`: as `shared` in the settings says.
  package var isShared: Bool?
  package var isEnabled: Bool
  /// What could not be read of what says it, to be told with the rest.
  package var faults: [Fault] = []

  package init(
    name: String, kind: AdapterKind, settings: JSON = [:], secrets: JSON? = nil,
    isShared: Bool? = nil, isEnabled: Bool = true
  ) {
    self.name = name
    self.kind = kind
    self.settings = settings
    self.secrets = secrets
    self.isShared = isShared
    self.isEnabled = isEnabled
  }
}

/// What is to become other of a connection; `nil`: nothing of that.
package struct ConnectionChange: Sendable {
  package var name: String?
  /// All of them anew, in their wire form.
  package var settings: JSON?
  /// Texts by their names; null takes one away, and `[secret <name>]` or none leaves what is there.
  package var secrets: JSON?
  package var isShared: Bool?
  package var isEnabled: Bool?
  /// What could not be read of what says it, to be told with the rest.
  package var faults: [Fault] = []

  package init(
    name: String? = nil, settings: JSON? = nil, secrets: JSON? = nil, isShared: Bool? = nil,
    isEnabled: Bool? = nil
  ) {
    self.name = name
    self.settings = settings
    self.secrets = secrets
    self.isShared = isShared
    self.isEnabled = isEnabled
  }
}

extension Fault {
  /// Of what a connection is called.
  static func ofConnectionName(_ name: String) -> [Fault] {
    let path = ["name"]
    let faults = ofIdentifier(name, "name")
    guard faults.isEmpty else { return faults }
    if !name.isSeen || name.unicodeScalars.contains(where: \.isDeceptive) {
      return [Fault(path, "must be a text in one line of which something is seen")]
    }
    if name.trimmedOfWhiteSpace.utf8.count != name.utf8.count {
      return [Fault(path, "must not begin or end with white space")]
    }
    if Connection.isEmbedded(name) {
      return [Fault(path, "is the name of a connection that is built in")]
    }
    return []
  }

  /// Of `shared` beside the settings.
  static func ofSharing(_ isShared: Bool?, settings: JSON) -> [Fault] {
    guard let isShared, let inSettings = settings["shared"]?.boolean, inSettings != isShared else {
      return []
    }
    return [Fault(["shared"], "must be absent, or as the settings say it")]
  }
}
