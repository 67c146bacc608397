import Automations
import HTTPTypes
import OrderedJSON

/// The contract as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1), made from the route table.
enum OpenAPI {
  static func document(of routes: [Route]) -> JSON {
    let endpoints = routes.compactMap { route in route.contract.map { (route, $0) } }
    var paths: [JSON.Member] = []
    for (route, contract) in endpoints {
      let operation = JSON.Member(
        route.method.rawValue.lowercased(), operation(of: route, contract))
      if let index = paths.firstIndex(where: { $0.key == route.path }) {
        let others = paths[index].value.members ?? []
        paths[index] = JSON.Member(route.path, .object(others + [operation]))
      } else {
        paths.append(JSON.Member(route.path, .object([operation])))
      }
    }
    let schemas = endpoints.reduce(into: error.components) { schemas, endpoint in
      schemas.merge(endpoint.1.answer?.components ?? [:]) { $1 }
    }
    return [
      "openapi": "3.1.0",
      "info": ["title": "Reprise", "version": "1"],
      "paths": .object(paths),
      "components": [
        "schemas": .object(
          schemas.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value) }),
        "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
      ],
    ]
  }

  private static func operation(of route: Route, _ contract: Contract) -> JSON {
    var members: [JSON.Member] = [
      .init("operationId", .string(operationID(of: route))),
      .init("summary", .string(contract.summary)),
      .init("security", route.audience == .everybody ? [] : [["token": []]]),
      .init("x-weight", .string(route.weight.rawValue)),
    ]
    let parameters = parameters(of: contract) + headers(of: route)
    if !parameters.isEmpty { members.append(.init("parameters", .array(parameters))) }
    if let body = body(of: contract.input) { members.append(.init("requestBody", body)) }
    let answers = contract.statuses.map { status in
      JSON.Member(
        String(status.code), answer(contract.answer?.json, status, isKept: route.isRepeatable))
    }
    let refusals = refusals(of: route, contract).filter { status in
      !contract.statuses.contains { $0.code == status.code }
    }
    members.append(
      .init(
        "responses",
        .object(
          answers
            + refusals.map {
              .init(String($0.code), answer(error.json, $0, isKept: route.isRepeatable))
            })))
    return .object(members)
  }

  /// `get_automation_traces_id`.
  private static func operationID(of route: Route) -> String {
    let words = route.path.split { !$0.isLetter && !$0.isNumber }
    return ([route.method.rawValue.lowercased()] + words.map(String.init)).joined(separator: "_")
  }

  private static func parameters(of contract: Contract) -> [JSON] {
    let inPath: [JSON] = contract.parameters.map {
      ["name": .string($0.name), "in": "path", "required": true, "schema": $0.schema.json]
    }
    guard [.query, .text].contains(contract.input.place) else { return inPath }
    return inPath
      + contract.input.fields.map {
        [
          "name": .string($0.name), "in": "query", "required": .bool($0.isRequired),
          "schema": $0.schema.json,
        ]
      }
  }

  /// What lets a call be repeated without doing its work twice.
  private static func headers(of route: Route) -> [JSON] {
    guard route.isRepeatable else { return [] }
    return [
      [
        "name": "Idempotency-Key", "in": "header", "required": false,
        "schema": Schema.identifier.json,
      ]
    ]
  }

  private static func body(of input: InputDescription) -> JSON? {
    switch input.place {
    case .nowhere, .query: return nil
    case .text:
      let types = UploadedText.types.map { type -> JSON.Member in
        let schema: JSON = type.hasPrefix("multipart") ? ["type": "object"] : [:]
        return JSON.Member(type, ["schema": schema])
      }
      return ["required": true, "content": .object(types)]
    case .body, .optionalBody:
      let fields = input.fields.map { field in
        (field.name, field.isRequired ? field.schema : field.schema.orNull, field.isRequired)
      }
      let schema: Schema = fields.isEmpty ? Schema.object : Schema.object(fields)
      return ["required": .bool(input.place == .body), "content": content(schema.json)]
    }
  }

  /// - Parameter isKept: whether the answer to a repeated call may be the first one.
  private static func answer(
    _ schema: JSON?, _ status: HTTPResponse.Status, isKept: Bool
  ) -> JSON {
    let plainText: JSON = ["text/plain": ["schema": ["type": "string"]]]
    var members: [JSON.Member] = [.init("description", .string(status.reasonPhrase))]
    if isKept, status.isSettled { members.append(.init("headers", headersOfRepetition)) }
    members.append(.init("content", schema.map(content) ?? plainText))
    return .object(members)
  }

  private static let headersOfRepetition: JSON = [
    "Idempotent-Replayed": [
      "description": "There where a call with this Idempotency-Key was answered before, so",
      "schema": ["const": "true"],
    ],
    "Idempotent-Date": [
      "description": "When that call came, written as Date is", "schema": ["type": "string"],
    ],
  ]

  private static func content(_ schema: JSON) -> JSON { ["application/json": ["schema": schema]] }

  /// Every status that a call may be refused with.
  private static func refusals(of route: Route, _ contract: Contract) -> [HTTPResponse.Status] {
    var statuses: [HTTPResponse.Status] = [
      .tooManyRequests, .internalServerError, .serviceUnavailable,
    ]
    if route.audience != .everybody { statuses += [.unauthorized, .forbidden] }
    let namesSomething = contract.input.place == .query && !route.isReading
    if !contract.parameters.isEmpty || contract.input.place == .body || namesSomething {
      statuses.append(.notFound)
    }
    if !route.isReading {
      statuses += [.conflict, .init(code: 507, reasonPhrase: "Insufficient Storage")]
    }
    switch contract.input.place {
    case .nowhere: break
    case .query: statuses += [.badRequest, .unprocessableContent]
    case .body, .optionalBody, .text:
      statuses += [
        .badRequest, .contentTooLarge, .unsupportedMediaType, .unprocessableContent,
      ]
    }
    let canBeWrong = contract.parameters.contains(where: \.isStrict) || route.method == .post
    if canBeWrong, !statuses.contains(.unprocessableContent) {
      statuses.append(.unprocessableContent)
    }
    return (statuses + contract.refusals).sorted { $0.code < $1.code }
  }

  private static let error = Schema.object([
    (
      "detail", Schema(["anyOf": [["type": "string"], ["type": "array", "items": fault.json]]]),
      true
    ),
    ("message", Schema.text.described("All faults in one sentence"), false),
    ("used_by", Schema.list(of: .text).described("Tools that need what is to go"), false),
  ]).named("Error")

  private static let fault = Schema.object([
    (
      "loc",
      Schema(["type": "array", "items": ["anyOf": [["type": "string"], ["type": "integer"]]]]), true
    ),
    ("msg", .text, true), ("type", .text, true),
    (
      "offers",
      Schema.list(of: .text).described("Whole values, one for each thing that may be meant"), false
    ),
  ])
}

extension Route {
  /// The contract itself, of these routes and this one.
  static func contract(of routes: [Route]) -> Route {
    func route(_ handler: @escaping Handler) -> Route {
      .status(
        Paths.API.openAPI, "Read this contract", for: .everybody, [.ok], answers: .object, handler)
    }
    let document = OpenAPI.document(of: routes + [route { _, _ in .json(.null) }])
    return route { _, _ in .json(document) }
  }
}
