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

  private init(
    _ kind: AdapterKind, reading members: inout MemberReader, by author: SettingsAuthor
  ) {
    switch kind {
    case .http:
      self = .http(
        HTTPSettings(
          baseURL: members.url("base_url"), signIn: members.signIn(), headers: members.headers()))
    case .openapi:
      self = .openapi(
        OpenAPISettings(
          document: members.document(), baseURL: members.urlIfAny("base_url"),
          signIn: members.signIn()))
    case .webhook: self = .webhook(WebhookSettings(url: members.url("url")))
    case .mcp:
      self = .mcp(author == .operatorsFile ? members.server() : members.remoteServer())
    case .local: self = .local
    }
  }
}

extension ConnectionSettings {
  /// What is wrong with its ports, and with secrets in its addresses and headers. What is kept was not
  /// always asked for them, and is read all the same.
  var faultsWhenGiven: [Fault] { faultsOfAddresses + faultsOfHeaders }

  private var faultsOfAddresses: [Fault] {
    let wire = json(withDocument: false)
    let places = [["base_url"], ["document_url"], ["url"], ["auth", "token_url"]]
    return places.compactMap { place in
      let value = place.reduce(wire) { $0[$1] ?? .null }
      guard let text = value.text else { return nil }
      if !WebAddress.hasUsablePort(text) {
        return Fault(["settings"] + place, "must have a port from 1 to 65535, or none")
      }
      // A webhook has no other place for one.
      guard kind != .webhook, let name = WebAddress.secretName(inQuery: text) else { return nil }
      return Fault(
        ["settings"] + place,
        "must not hold the secret \(name), which \(SignIn.secretRule), of the type query")
    }
  }

  private var faultsOfHeaders: [Fault] {
    guard case .http(let settings) = self else { return [] }
    return settings.headers.compactMap { header in
      let member = JSON.object([JSON.Member(header.name, .string(header.value))])
      guard member.holdsSecret else { return nil }
      return Fault(
        ["settings", "headers", header.name.cut(toBytes: Limits.quotedNameBytes)],
        SignIn.secretRule)
    }
  }
}

extension MemberReader {
  fileprivate mutating func signIn() -> SignIn {
    let (json, place) = (value("auth"), place("auth"))
    return read { faults in SignIn(reading: json, at: place, &faults) }
  }

  fileprivate mutating func headers() -> [NamedText] {
    let headers = texts("headers")
    if let fault = HTTPHeaderNames.fault(ofSettings: headers) {
      let place = fault.param.split(separator: "/", maxSplits: 1).map(String.init)
      add(Fault(self.place("headers") + place.dropFirst(), fault.rule))
    }
    return headers
  }

  fileprivate mutating func document() -> OpenAPISettings.Document {
    let (text, url) = (value("document"), urlIfAny("document_url"))
    switch (text, url) {
    case (nil, nil):
      add(
        Fault(
          place("document"),
          "Field required: the text of an OpenAPI document, or its address as document_url",
          .missing))
    case (_?, _?):
      add(Fault(place("document_url"), "must be absent where the document itself is given"))
    case (nil, let url?): return .url(url)
    case (let json?, nil):
      guard let text = json.text else {
        add(Fault(place("document"), "must be a text, not \(json.kind)", .type))
        break
      }
      if text.isEmpty { add(Fault(place("document"), "must not be empty", .tooShort)) }
      if text.utf8.contains(0) { add(.ofNUL(place("document"))) }
      return .text(text)
    }
    return .text("")
  }

  fileprivate mutating func remoteServer() -> MCPSettings {
    if has("command") {
      add(
        Fault(
          place("command"),
          "must be absent: only the operator's file may name a program of this machine"))
    }
    return .http(url: url("url"), signIn: signIn())
  }

  /// Either a server by its address, or a program.
  fileprivate mutating func server() -> MCPSettings {
    guard let command = value("command") else {
      return .http(url: url("url"), signIn: signIn())
    }
    let words = (command.elements ?? []).compactMap(\.text)
    if words.isEmpty || words.count != command.elements?.count || words.first == "" {
      add(Fault(place("command"), "must be a list of texts: a program and its arguments"))
    }
    return .program(command: words, environment: texts("environment"))
  }

  /// An object of texts.
  private mutating func texts(_ name: String) -> [NamedText] {
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
