import Automations
import Hummingbird
import NIOCore
import OrderedJSON

/// What an endpoint takes: its fields, and what is made of them. Reading, refusing and describing
/// come from the same lines; one answer names every fault.
struct Input<Value>: Sendable {
  let description: InputDescription
  let read: @Sendable (Request) async throws -> Value
}

/// The same for whoever reads the contract.
struct InputDescription: Sendable {
  /// Where the fields stand.
  /// A text has its fields in the query, and is a body of one of `UploadedText.types`.
  enum Place: Sendable { case nowhere, query, body, optionalBody, text }

  let place: Place
  let fields: [(name: String, schema: Schema, isRequired: Bool)]
}

extension Input where Value == Void {
  static var nothing: Input {
    Input(description: InputDescription(place: .nowhere, fields: []), read: { _ in })
  }

  /// No body, or any object: nothing of it is read.
  static var anyBody: Input {
    Input(description: InputDescription(place: .optionalBody, fields: [])) { request in
      _ = try await JSONBody.objectIfAny(request)
    }
  }
}

extension Input {
  /// The members of an object in the body.
  /// - Parameter make: what becomes of them; its faults join those of the fields.
  static func body<each Part>(
    _ field: repeat RequestField<each Part>,
    make: @escaping @Sendable (repeat each Part) throws(Refusal) -> Value
  ) -> Input where repeat each Part: Sendable {
    Input(description: InputDescription(.body, repeat each field)) { request in
      let body = try await JSONBody.object(request)
      return try value(of: repeat each field, in: .body(body), make: make).get()
    }
  }

  /// The same where there may be no body: then no member is given.
  static func optionalBody<each Part>(
    _ field: repeat RequestField<each Part>,
    make: @escaping @Sendable (repeat each Part) throws(Refusal) -> Value
  ) -> Input where repeat each Part: Sendable {
    Input(description: InputDescription(.optionalBody, repeat each field)) { request in
      let body = try await JSONBody.objectIfAny(request) ?? [:]
      return try value(of: repeat each field, in: .body(body), make: make).get()
    }
  }

  /// The parameters of the query.
  static func query<each Part>(
    _ field: repeat RequestField<each Part>,
    make: @escaping @Sendable (repeat each Part) throws(Refusal) -> Value
  ) -> Input where repeat each Part: Sendable {
    Input(description: InputDescription(.query, repeat each field)) { request in
      let query = Form(query: request.uri.query ?? "")
      let value = value(of: repeat each field, in: .query(query), make: make)
      if case .failure(.invalid(let faults)) = value {
        throw InvalidInput(place: .query, faults: faults)
      }
      return try value.get()
    }
  }

  /// A text in the body, beside what the query says.
  static func text<Beside>(
    beside query: Input<Beside>,
    make: @escaping @Sendable (UploadedText, Beside) throws(Refusal) -> Value
  ) -> Input {
    Input(description: InputDescription(place: .text, fields: query.description.fields)) {
      request in
      let beside = try await query.read(request)
      return try make(try await UploadedText(request), beside)
    }
  }

  private static func value<each Part>(
    of field: repeat RequestField<each Part>, in source: FieldSource,
    make: (repeat each Part) throws(Refusal) -> Value
  ) -> Result<Value, Refusal> where repeat each Part: Sendable {
    var faults: [Fault] = []
    let parts = (repeat (each field).read(source.value(of: each field), &faults))
    let made: Result<Value, Refusal> = Result { () throws(Refusal) in
      try make(repeat try whole(each parts))
    }
    switch made {
    case .success where faults.isEmpty: return made
    case .failure(.invalid(let more)):
      let named = Set(faults.map(\.path.first))
      faults += more.filter { !named.contains($0.path.first) }
    case .failure where faults.isEmpty: return made
    case .success, .failure: break
    }
    return .failure(.invalid(faults))
  }

  /// - Throws: `Refusal.invalid` without a fault of its own, for the field has told it.
  private static func whole<Part>(_ part: Part?) throws(Refusal) -> Part {
    guard let part else { throw .invalid([]) }
    return part
  }
}

extension InputDescription {
  fileprivate init<each Part>(_ place: Place, _ field: repeat RequestField<each Part>)
  where repeat each Part: Sendable {
    self.place = place
    var fields: [(name: String, schema: Schema, isRequired: Bool)] = []
    for each in repeat each field { fields.append((each.name, each.schema, each.isRequired)) }
    self.fields = fields
  }
}

/// Where fields are read from.
private enum FieldSource {
  case body(JSON)
  case query(Form)

  /// `nil`: the field is absent.
  func value<Value>(of field: RequestField<Value>) -> JSON? {
    switch self {
    case .body(let body): return body[field.name]
    case .query(let query):
      let text = field.takesEmpty ? query.given(field.name) : query[field.name]
      return text.map(field.json)
    }
  }
}
