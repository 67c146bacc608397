package import OrderedJSON

/// Where a secret of the operator's file is, if not in it.
package enum SecretOrigin: Hashable, Sendable {
  /// A file of this machine, by its path; what follows its last line's end is none of it.
  case file(String)
  /// A variable of the server's environment, by its name.
  case environment(String)
}

extension OperatorsTools {
  /// Reads `{"connections": […], "bindings": […]}`, each as API calls have it; a secret there may be
  /// `{"file": "path"}` or `{"environment": "NAME"}`.
  /// - Parameter find: looks a secret up; `nil`: it is not there.
  /// - Throws: `Refusal.invalid` with every fault, each at its place; members that nothing takes are
  ///   named.
  package static func read(
    _ json: JSON, secret find: @escaping (SecretOrigin) -> String?
  ) throws(Refusal) -> OperatorsTools {
    var faults: [Fault] = []
    guard var members = MemberReader(json, at: [], &faults) else { throw .invalid(faults) }
    var reading = Reading(find: find)
    reading.readConnections(members.objects("connections"))
    reading.readBindings(members.objects("bindings"))
    members.refuseOthers("the operator's file")
    faults = members.faults + reading.faults
    guard faults.isEmpty else { throw .invalid(faults) }
    return OperatorsTools(
      connections: reading.connections, bindings: reading.bindings, secrets: reading.secrets)
  }

  fileprivate struct Reading {
    let find: (SecretOrigin) -> String?
    var connections: [Connection] = []
    var secrets: [String: [SecretText]] = [:]
    var bindings: [Binding] = []
    var faults: [Fault] = []
  }
}

extension OperatorsTools.Reading {
  fileprivate mutating func readConnections(_ objects: [JSON]) {
    var names: Set<[UInt8]> = []
    for (index, json) in objects.enumerated() {
      let path = ["connections", String(index)]
      var found: [Fault] = []
      guard var members = MemberReader(json, at: [], &found) else {
        faults += found.map { $0.below(path) }
        continue
      }
      let name = members.text("name", "what bindings call it")
      let kind: AdapterKind? = members.choice("kind")
      let (settings, given) = (members.value("settings"), members.value("secrets"))
      let isEnabled = members.flag("enabled") ?? true
      members.refuseOthers("a connection of the operator's file")
      found += members.faults + (name.isEmpty ? [] : Fault.ofConnectionName(name))
      if !names.insert(Array(name.utf8)).inserted {
        found.append(Fault(["name"], "is the name of another connection"))
      }
      if let kind { read(name, kind, settings ?? [:], given, isEnabled, &found) }
      faults += found.map { $0.below(path) }
    }
  }

  private mutating func read(
    _ name: String, _ kind: AdapterKind, _ settings: JSON, _ secrets: JSON?, _ isEnabled: Bool,
    _ faults: inout [Fault]
  ) {
    guard kind != .local else {
      faults.append(Fault(["kind"], "must be another: the connection local is built in"))
      return
    }
    let environment = found(in: settings, "environment", &faults)
    let complete = withEnvironment(environment, settings)
    do throws(Refusal) {
      let read = try ConnectionSettings.read(kind, complete, by: .operatorsFile).settings
      faults += read.faultsWhenGiven
      let given = secrets.map { found(in: ["secrets": $0], "secrets", &faults) ?? $0 }
      let change = read.secrets(reading: given, beside: [], &faults)
      let id = Identifier.derived(from: "connection of the operator's file: \(name)")
      self.secrets[id] = change.set + hiddenVariables(environment, in: settings)
      connections.append(
        Connection(id: id, owner: nil, name: name, settings: read, isEnabled: isEnabled))
    } catch {
      if case .invalid(let others) = error { faults += others }
    }
  }

  /// An object of texts with what is elsewhere looked up; `nil`: there is no such object.
  private func found(in json: JSON, _ name: String, _ faults: inout [Fault]) -> JSON? {
    guard let members = json[name]?.members else { return nil }
    return .object(
      members.map { member in
        guard member.value.members != nil else { return member }
        let path = (name == "secrets" ? [name] : ["settings", name]) + [member.key]
        return JSON.Member(member.key, .string(text(member.value, path, &faults)))
      })
  }

  /// The variables that are looked up elsewhere: whoever keeps a value there means it to be secret.
  private func hiddenVariables(_ environment: JSON?, in settings: JSON) -> [SecretText] {
    zip(settings["environment"]?.members ?? [], environment?.members ?? [])
      .compactMap { given, found in
        guard given.value.members != nil, let text = found.value.text else { return nil }
        return SecretText(name: found.key, text: text)
      }
  }

  private func withEnvironment(_ environment: JSON?, _ settings: JSON) -> JSON {
    guard let environment, let members = settings.members else { return settings }
    return .object(
      members.map { $0.key == "environment" ? JSON.Member($0.key, environment) : $0 })
  }

  private func text(_ json: JSON, _ path: [String], _ faults: inout [Fault]) -> String {
    let origin: SecretOrigin? =
      switch (json["file"]?.text, json["environment"]?.text) {
      case (let path?, nil): .file(path)
      case (nil, let name?): .environment(name)
      default: nil
      }
    guard let origin, json.members?.count == 1 else {
      faults.append(
        Fault(path, "must be a text, {\"file\": \"path\"} or {\"environment\": \"NAME\"}"))
      return "-"
    }
    guard let text = find(origin) else {
      switch origin {
      case .file(let file): faults.append(Fault(path, "lies in \(file), which cannot be read"))
      case .environment(let name): faults.append(Fault(path, "is the variable \(name), not set"))
      }
      return "-"
    }
    return text
  }

  fileprivate mutating func readBindings(_ objects: [JSON]) {
    let reachable = ReachableConnections(connections)
    var tools: Set<[UInt8]> = []
    for (index, json) in objects.enumerated() {
      let path = ["bindings", String(index)]
      do throws(Refusal) {
        let binding = try BindingDraft(json: json).binding(among: reachable)
        bindings.append(binding)
        if !tools.insert(Array(binding.tool.utf8)).inserted {
          faults.append(Fault(path + ["tool"], "is the tool of another binding"))
        }
      } catch {
        if case .invalid(let found) = error { faults += found.map { $0.below(path) } }
      }
    }
  }
}

extension MemberReader {
  /// A list of objects; what its elements are their readers tell.
  fileprivate mutating func objects(_ name: String) -> [JSON] {
    guard let value = value(name) else { return [] }
    guard let elements = value.elements else {
      add(Fault(place(name), "must be a list, not \(value.kind)", .type))
      return []
    }
    guard elements.count <= Limits.bindings.all else {
      add(
        Fault(
          place(name),
          "must have at most \(Limits.bindings.all) elements; there are \(elements.count)", .tooLong
        ))
      return []
    }
    return elements
  }
}

extension Fault {
  fileprivate func below(_ path: [String]) -> Fault {
    Fault(path + self.path, message, kind, offers: offers)
  }
}
