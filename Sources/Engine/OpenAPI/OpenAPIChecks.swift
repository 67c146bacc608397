import Automations
import OrderedJSON
import Scheduling
import Workflows

/// What the document says of an operation's arguments, as far as it is checked.
struct OpenAPIChecks {
  /// What of it is not checked, in a sentence.
  let notices: [String]
  private let parameters: [(all: [OpenAPIParameter], schema: JSONSchema)]
  private let body: JSONSchema?
  private let isWholeBody: Bool

  init(of operation: OpenAPIOperation) {
    parameters = OpenAPIParameter.Place.allCases.map { place in
      let all = operation.parameters.filter { $0.place == place }
      let properties = JSON.object(all.map { JSON.Member($0.name, $0.schema) })
      return (all, JSONSchema(["properties": properties], in: operation.schemas))
    }
    body = operation.body.map { JSONSchema($0.schema, in: operation.schemas) }
    isWholeBody = operation.body?.properties == nil
    var keywords: [String] = []
    for schema in parameters.map(\.schema) + [body].compactMap(\.self) {
      keywords += schema.unchecked.filter { !keywords.contains($0) }
    }
    notices =
      keywords.isEmpty
      ? []
      : ["Of what the document says of the arguments is not checked: \(keywords.listedInBrief)."]
  }

  /// Members of the body that are null where the document has no null for them, as calls have what
  /// they leave open. A body that must have them is wrong.
  func strayNulls(in call: OpenAPICall, of operation: OpenAPIOperation) -> [String] {
    guard let body, let value = call.body, let properties = operation.body?.properties else {
      return []
    }
    var nulls = Set((value.members ?? []).filter(\.value.isNull).map { Spelling($0.key) })
    guard !nulls.isEmpty else { return [] }
    return body.faults(of: value).filter { $0.path.tokens.count == 1 }
      .compactMap(\.path.tokens.first)
      .filter { !properties.isRequired($0) && nulls.remove(Spelling($0)) != nil }
  }

  /// - Throws: `OpenAPICallFault.arguments` with the first faults.
  func check(_ call: OpenAPICall) throws(OpenAPICallFault) {
    var faults: [ParamFault] = []
    for (all, schema) in parameters {
      let given = all.compactMap { parameter in
        call.value(of: parameter).map { JSON.Member(parameter.name, $0) }
      }
      faults += schema.faults(of: .object(given)).map { $0.param(in: []) }
    }
    if let body, let value = call.body {
      let place = isWholeBody ? [OpenAPIBody.wholeName] : []
      faults += body.faults(of: value).map { $0.param(in: place) }
    }
    // What is wrong with an argument may be so in two places.
    var seen: Set<ParamFault> = []
    faults = faults.filter { seen.insert($0).inserted }
    guard faults.isEmpty else { throw .arguments(faults) }
  }
}

extension SchemaFault {
  /// - Parameter place: the argument that was checked; none: all of them were.
  fileprivate func param(in place: [String]) -> ParamFault {
    let path = JSONPointer(place + self.path.tokens).relative
    return ParamFault(path.isEmpty ? "params" : path.quoted, message)
  }
}
