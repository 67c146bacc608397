package import OrderedJSON
import Workflows

/// Who says what a connection is.
package enum SettingsAuthor: Sendable {
  /// Whoever calls: by API or on a page.
  case person
  /// The operator, in a file of this machine, which alone may name programs.
  case operatorsFile
}

extension ConnectionSettings {
  /// The settings of a kind as their wire form says them, and whether `shared` there offers the
  /// connection to everybody.
  /// - Throws: `Refusal.invalid` with every fault, below `settings`; members that nothing takes are named.
  package static func read(
    _ kind: AdapterKind, _ json: JSON, by author: SettingsAuthor = .person
  ) throws(Refusal) -> (settings: ConnectionSettings, isShared: Bool) {
    var faults: [Fault] = []
    guard let read = read(kind, json, by: author, telling: &faults), faults.isEmpty else {
      throw .invalid(faults)
    }
    return read
  }

  /// The same as far as it can be read.
  /// - Parameter faults: what is wrong with it.
  /// - Returns: `nil`: it is no object.
  static func read(
    _ kind: AdapterKind, _ json: JSON, by author: SettingsAuthor, telling faults: inout [Fault]
  ) -> (settings: ConnectionSettings, isShared: Bool)? {
    guard var members = MemberReader(json, at: ["settings"], &faults) else { return nil }
    let settings = ConnectionSettings(kind, reading: &members, by: author)
    let isShared = members.flag("shared") ?? false
    members.refuseOthers("a connection of the kind \(kind.rawValue)")
    faults += members.faults
    faults += Fault.ofLength(of: settings)
    return (settings, isShared)
  }
}

extension ConnectionSettings {
  /// What is wrong with its ports, and with secrets in its addresses and headers. What is kept was not
  /// always asked for them, and is read all the same.
  var faultsWhenGiven: [Fault] { faultsOfAddresses + faultsOfHeaders }

  private var faultsOfAddresses: [Fault] {
    let wire = json(withDocument: false)
    let places = kind.traits.addresses.map { [$0] } + [["auth", "token_url"]]
    return places.compactMap { place in
      let value = place.reduce(wire) { $0[$1] ?? .null }
      guard let text = value.text else { return nil }
      if !WebAddress.hasUsablePort(text) {
        return Fault(["settings"] + place, "must have a port from 1 to 65535, or none")
      }
      // What does not sign in has no other place for one.
      guard kind.traits.signsIn, let name = WebAddress.secretName(inQuery: text) else { return nil }
      return Fault(
        ["settings"] + place,
        "must not hold the secret \(name), which \(SignIn.secretRule), as a key in the "
          + "address (of the type query)")
    }
  }

  private var faultsOfHeaders: [Fault] {
    ofKind.headers.compactMap { header in
      let member = JSON.object([JSON.Member(header.name, .string(header.value))])
      guard member.holdsSecret else { return nil }
      return Fault(
        ["settings", "headers", header.name.cut(toBytes: Limits.quotedNameBytes)],
        SignIn.secretRule)
    }
  }
}

// What several kinds have.
extension MemberReader {
  mutating func signIn() -> SignIn {
    let (json, place) = (value("auth"), place("auth"))
    return read { faults in SignIn(reading: json, at: place, &faults) }
  }

  /// An object of texts.
  mutating func texts(_ name: String) -> [NamedText] {
    guard let value = value(name) else { return [] }
    guard let members = value.members else {
      add(Fault(place(name), "must be an object, not \(value.kind)", .type))
      return []
    }
    return members.compactMap { member in
      guard let text = member.value.text else {
        add(
          Fault(
            place(name) + [member.key.cut(toBytes: Limits.quotedNameBytes)],
            "must be a text, not \(member.value.kind)", .type))
        return nil
      }
      return NamedText(member.key, text)
    }
  }
}

extension Fault {
  fileprivate static func ofLength(of settings: ConnectionSettings) -> [Fault] {
    let bytes = settings.json(withDocument: false).bytes.count
    if bytes > Limits.connectionSettingsBytes {
      return [
        Fault(
          ["settings"],
          "must have at most \(Limits.connectionSettingsBytes) bytes; there are \(bytes)", .tooLong)
      ]
    }
    let document = settings.document?.utf8.count ?? 0
    guard document > Limits.apiDocumentBytes else { return [] }
    return [
      Fault(
        ["settings", "document"],
        "must have at most \(Limits.apiDocumentBytes) bytes; there are \(document)", .tooLong)
    ]
  }
}
