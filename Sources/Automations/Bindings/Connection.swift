/// A way to what carries tools out, with all that is said of its kind alone.
package enum Connection: Hashable, Sendable {
  /// HTTP requests to whole URLs.
  /// - Parameters:
  ///   - name: as whoever made the binding gave it, kept and answered; `nil`: none was given.
  ///   - success: which statuses of an answer are success; `nil`: `StatusCodes.success`.
  case http(name: String? = nil, success: StatusCodes? = nil)
  /// An embedded tool, which needs nothing installed.
  /// - Parameter formulas: what becomes of those in the rows that `append_row` adds; `nil`: nothing
  ///   was said.
  case local(LocalTool, formulas: Formulas? = nil)
}

/// What becomes of a text that a spreadsheet would reckon with.
package enum Formulas: String, CaseIterable, Sendable {
  /// It is written so that it is shown as a text.
  case text
  /// It is written as it is.
  case keep
}

/// The kinds of adapter that this program carries.
package enum AdapterKind: String, CaseIterable, Sendable {
  case http, local
}

extension Connection {
  /// What carries its calls out; the program has one adapter of each kind.
  package var adapter: AdapterKind {
    switch self {
    case .http: .http
    case .local: .local
    }
  }

  /// The name beside the adapter: for `local` the embedded tool's.
  package var name: String? {
    switch self {
    case .http(let name, _): name
    case .local(let tool, _): tool.rawValue
    }
  }

  /// `nil`: those that the adapter takes for success, or what it does has no statuses.
  package var successCodes: StatusCodes? {
    switch self {
    case .http(_, let success): success
    case .local: nil
    }
  }

  /// `nil`: nothing was said, or what it does writes no tables.
  package var formulas: Formulas? {
    switch self {
    case .http: nil
    case .local(_, let formulas): formulas
    }
  }
}

extension Connection {
  /// The connection that an adapter's kind and the texts beside it say, as API, forms and storage
  /// have them.
  /// - Parameters:
  ///   - name: for `local` an embedded tool's; `nil`: the one that the tool's own name speaks of.
  ///   - tool: that it is to carry out.
  /// - Throws: `Refusal.invalid` with every fault, at `connection`, `success_codes` and `formulas`.
  package init(
    _ adapter: AdapterKind, name: String?, successCodes: StatusCodes?, formulas: Formulas?,
    for tool: String
  ) throws(Refusal) {
    var faults = name.map { Fault.ofIdentifier($0, "connection") } ?? []
    switch adapter {
    case .http:
      if formulas != nil { faults.append(.ofFormulas) }
      guard faults.isEmpty else { throw .invalid(faults) }
      self = .http(name: name, success: successCodes)
    case .local:
      let embedded =
        name.map(LocalTool.init(rawValue:)) ?? LocalTool(spokenOfBy: tool)
      if embedded == nil {
        faults.append(
          Fault(
            ["connection"], "for the adapter local it names an embedded tool: \(LocalTool.names)"))
      }
      if successCodes != nil {
        faults.append(
          Fault(["success_codes"], "must be absent: only the adapter http has statuses"))
      }
      if formulas != nil, let embedded, embedded != .appendRow { faults.append(.ofFormulas) }
      guard let embedded, faults.isEmpty else { throw .invalid(faults) }
      self = .local(embedded, formulas: formulas)
    }
  }
}

extension Fault {
  fileprivate static var ofFormulas: Fault {
    Fault(["formulas"], "must be absent: only append_row writes tables")
  }
}
