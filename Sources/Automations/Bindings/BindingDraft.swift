package import OrderedJSON
import Scheduling
package import Workflows

/// A binding as API, forms or the operator's file say it: by its connection's name, or by its adapter as
/// before connections had names.
package struct BindingDraft: Sendable {
  package var tool: String
  package var adapter: AdapterKind?
  /// A connection's name; beside an adapter an embedded tool's, or what an HTTP binding is called.
  package var connection: String?
  package var remote: String?
  package var params: JSON?
  package var request: JSON?
  package var effect: Effect?
  package var success: StatusCodes?
  package var formulas: Formulas?
  package var timeout: Int?
  package var callbackTimeout: Int?

  package init(
    tool: String, adapter: AdapterKind? = nil, connection: String? = nil, remote: String? = nil,
    params: JSON? = nil, request: JSON? = nil, effect: Effect? = nil, success: StatusCodes? = nil,
    formulas: Formulas? = nil, timeout: Int? = nil, callbackTimeout: Int? = nil
  ) {
    self.tool = tool
    self.adapter = adapter
    self.connection = connection
    self.remote = remote
    self.params = params
    self.request = request
    self.effect = effect
    self.success = success
    self.formulas = formulas
    self.timeout = timeout
    self.callbackTimeout = callbackTimeout
  }
}

extension BindingDraft {
  /// The same again.
  package init(binding: Binding) {
    let mapping = binding.mapping
    self.init(
      tool: binding.tool, connection: binding.connection, remote: mapping.remote,
      params: mapping.params?.json, request: mapping.request?.json, effect: mapping.effect,
      success: mapping.success, formulas: mapping.formulas, timeout: mapping.timeout,
      callbackTimeout: mapping.callbackTimeout)
    guard case .adapter(let called) = binding.wording else { return }
    (adapter, connection, remote) =
      binding.connection == Connection.local.name
      ? (.local, mapping.remote, nil) : (.http, called, nil)
  }

  /// The binding that it says.
  /// - Throws: `Refusal.invalid` with every fault, also where it is open which embedded tool is meant.
  package func binding(among connections: ReachableConnections) throws(Refusal) -> Binding {
    var faults = Fault.ofBoundTool(tool)
    let target = target(among: connections, &faults)
    let params = template(params, "params", &faults)
    let request = template(request, "request", &faults)
    if let target { faults += self.faults(of: target) }
    guard let target, faults.isEmpty else { throw .invalid(faults) }
    return Binding(
      tool: tool, connection: target.connection.name,
      mapping: Mapping(
        remote: target.remote, params: params, request: request, effect: effect, success: success,
        formulas: formulas, timeout: timeout, callbackTimeout: callbackTimeout),
      wording: target.wording)
  }

  /// What carries the tool out.
  private struct Target {
    let connection: Connection
    let remote: String?
    let wording: Binding.Wording
  }

  /// - Returns: `nil` beside a fault.
  private func target(
    among connections: ReachableConnections, _ faults: inout [Fault]
  ) -> Target? {
    guard let adapter else { return namedTarget(among: connections, &faults) }
    switch (adapter, connection) {
    case (.local, let name) where name != Connection.local.name:
      return embeddedTarget(name, &faults)
    case (.http, nil): return Target(connection: .http, remote: remote, wording: .adapter())
    case (.http, let name?) where connections.named(name) == nil:
      faults += Fault.ofIdentifier(name, "connection")
      return Target(connection: .http, remote: remote, wording: .adapter(called: name))
    default:
      let target = namedTarget(among: connections, &faults)
      if let kind = target?.connection.kind, kind != adapter {
        faults.append(
          Fault(["adapter"], "must be absent, or \(kind.rawValue) as its connection is"))
      }
      return target
    }
  }

  private func embeddedTarget(_ name: String?, _ faults: inout [Fault]) -> Target? {
    faults += name.map { Fault.ofIdentifier($0, "connection") } ?? []
    let embedded =
      (name ?? remote).map(LocalTool.init(rawValue:)) ?? LocalTool(spokenOfBy: tool)
    guard let embedded, remote == nil || remote == embedded.rawValue else {
      faults.append(
        Fault(
          ["connection"], "for the adapter local it names an embedded tool: \(LocalTool.names)"))
      // The other fields are looked at all the same.
      return Target(connection: .local, remote: nil, wording: .adapter())
    }
    return Target(connection: .local, remote: embedded.rawValue, wording: .adapter())
  }

  private func namedTarget(
    among connections: ReachableConnections, _ faults: inout [Fault]
  ) -> Target? {
    guard let name = connection else {
      faults.append(
        Fault(
          ["connection"], "Field required: the name of a connection, as http or local", .missing))
      return nil
    }
    let wrong = Fault.ofIdentifier(name, "connection")
    faults += wrong
    guard let connection = connections.named(name) else {
      if wrong.isEmpty {
        faults.append(
          Fault(
            ["connection"],
            "must be the name of a connection; there are \(connections.names.listedInBrief)"))
      }
      return nil
    }
    guard connection.settings == .local else {
      return Target(connection: connection, remote: remote, wording: .connection)
    }
    let embedded = remote ?? (LocalTool(rawValue: tool) ?? LocalTool(spokenOfBy: tool))?.rawValue
    let isPattern = tool.utf8.contains(UInt8(ascii: "*"))
    if embedded.map({ LocalTool(rawValue: $0) == nil }) ?? !isPattern {
      faults.append(Fault(["remote"], "must be an embedded tool: \(LocalTool.names)"))
    }
    return Target(connection: connection, remote: embedded, wording: .connection)
  }

  private func template(_ json: JSON?, _ name: String, _ faults: inout [Fault]) -> Template? {
    guard let json else { return nil }
    let bytes = json.bytes.count
    guard bytes <= Limits.mappingBytes.each else {
      faults.append(
        Fault(
          [name], "must have at most \(Limits.mappingBytes.each) bytes; there are \(bytes)",
          .tooLong))
      return nil
    }
    do throws(TemplateFaults) {
      return try Template(json)
    } catch {
      faults += error.faults.map { Fault([name] + $0.path.tokens, $0.message) }
      return nil
    }
  }

  // MARK: What a kind takes

  private func faults(of target: Target) -> [Fault] {
    let kind = target.connection.kind
    var faults: [Fault] = []
    if remote != nil, !kind.traits.hasTools {
      faults.append(
        Fault(["remote"], "must be absent: the kind \(kind.rawValue) has no tools of its own"))
    }
    faults += faultsOfRequest(target.connection)
    if success != nil, !kind.traits.hasStatuses {
      let field = target.wording == .connection ? "success" : "success_codes"
      let adapters = AdapterKind.allCases.filter(\.traits.hasStatuses).map(\.rawValue)
      faults.append(
        Fault(
          [field],
          target.wording == .connection
            ? "must be absent: only \(adapters.joined(separator: ", ")) have statuses"
            : "must be absent: only the adapter http has statuses"))
    }
    if formulas != nil, !writesTables(target) {
      faults.append(Fault(["formulas"], "must be absent: only append_row writes tables"))
    }
    if callbackTimeout != nil, !kind.traits.isCalledBack {
      faults.append(
        Fault(["callback_timeout"], "must be absent: only a webhook's results come later"))
    }
    return faults
  }

  private func faultsOfRequest(_ connection: Connection) -> [Fault] {
    guard let request else { return [] }
    guard case .http(let settings) = connection.settings else {
      return [
        Fault(["request"], "must be absent: only the kind http makes a request by a template")
      ]
    }
    guard settings.baseURL != nil else {
      return [
        Fault(
          ["request"],
          "must be absent: the connection http takes whole URLs; make one with a base_url")
      ]
    }
    return Fault.ofRequestTemplate(request)
  }

  /// Where it is open which embedded tool is meant, another fault tells so.
  private func writesTables(_ target: Target) -> Bool {
    guard target.connection.settings == .local else { return false }
    return target.remote.map { $0 == LocalTool.appendRow.rawValue } ?? true
  }
}
