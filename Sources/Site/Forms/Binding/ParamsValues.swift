import Automations
import OrderedJSON
import Workflows

/// What is sent of a call's parameters, as a form says it.
struct ParamsValues {
  enum Manner: String, CaseIterable {
    /// All of them, as they were recorded.
    case same
    /// Parameter by parameter.
    case rows
    /// By a template that somebody wrote.
    case json
  }

  var manner = Manner.same
  var rows: [MappingRow] = []
  /// The template as it was typed.
  var json = ""

  /// - Returns: `nil`: what was recorded.
  func template(_ call: CallParameters, _ faults: inout [Fault]) -> JSON? {
    switch manner {
    case .same: nil
    case .rows: rows.template(call, at: ["params"], &faults)
    case .json: JSON(typed: json, at: "params", &faults)
    }
  }

  init() {}

  init(_ form: Form) {
    manner = form["params_as"].flatMap(Manner.init(rawValue:)) ?? .same
    rows = form.rows("params")
    json = form.text("params_json")
  }

  /// - Parameter template: of a binding; `nil`: it has none.
  init(showing template: JSON?, _ call: CallParameters) {
    guard let template else {
      rows = ParamsValues.asCalled(call)
      return
    }
    json = template.pretty
    if let rows = [MappingRow](template, call) {
      (manner, self.rows) = (.rows, rows)
    } else {
      (manner, rows) = (.json, ParamsValues.asCalled(call))
    }
  }

  /// What is likely to be meant.
  /// - Parameters:
  ///   - offer: what takes the call; `nil`: nothing is known of it.
  ///   - suits: whether it is known that the call can be carried out as it was recorded, and that
  ///     nothing of it is left away.
  init(proposingFor offer: ToolOffer?, _ call: CallParameters, suits: Bool) {
    guard let parameters = offer?.parameters else {
      rows = ParamsValues.asCalled(call)
      return
    }
    rows = ParamsValues.matched(parameters, call)
    let names = Set(parameters.map { Spelling($0.name) })
    let isNamedAlike =
      call.count == call.all.count && call.all.allSatisfy { names.contains(Spelling($0.name)) }
      && parameters.allSatisfy { !$0.isRequired || call[$0.name]?.isEverywhere == true }
    manner = suits || isNamedAlike || parameters.isEmpty ? .same : .rows
  }

  private static func asCalled(_ call: CallParameters) -> [MappingRow] {
    call.all.map { MappingRow($0.name, .call($0.pointer, isOptional: !$0.isEverywhere)) }
  }

  private static func matched(
    _ parameters: [ToolOffer.Parameter], _ call: CallParameters
  ) -> [MappingRow] {
    let names = call.all.map(\.name)
    return parameters.prefix(Limits.mappingRows).map { parameter in
      let match = ParameterMatch.match(for: parameter.name, among: names).flatMap { call[$0] }
      return MappingRow(
        parameter.name,
        match.map { .call($0.pointer, isOptional: !$0.isEverywhere) } ?? .nothing)
    }
  }

  /// With rows for what the tool takes besides.
  func offering(_ offer: ToolOffer?) -> ParamsValues {
    guard manner == .rows, let parameters = offer?.parameters else { return self }
    var offering = self
    let said = Set(rows.map { Spelling($0.name) })
    offering.rows += parameters.prefix(Limits.mappingRows)
      .filter { !said.contains(Spelling($0.name)) }.map { MappingRow($0.name, .nothing) }
    return offering
  }

  /// For another tool: what was said of names that it has stays, and the others of its own are offered.
  func fitted(to offer: ToolOffer?, _ call: CallParameters) -> ParamsValues {
    guard let parameters = offer?.parameters else { return self }
    var fitted = ParamsValues(proposingFor: offer, call, suits: false)
    let said = Dictionary(
      rows.filter { $0.source != .nothing }.map { (Spelling($0.name), $0) },
      uniquingKeysWith: { one, _ in one })
    fitted.rows = fitted.rows.map { said[Spelling($0.name)] ?? $0 }
    fitted.json = json
    if manner == .json { fitted.manner = .json }
    return parameters.isEmpty ? self : fitted
  }
}

extension JSON {
  /// A value that somebody wrote; `nil` beside a fault.
  init?(typed text: String, at place: String, _ faults: inout [Fault]) {
    do throws(JSONFault) {
      self = try JSON(parsing: text)
    } catch {
      faults.append(Fault([place], "is no JSON: \(error.description)"))
      return nil
    }
  }
}
