import HTTPTypes
import Hummingbird
import OrderedJSON

/// How an endpoint answers where all went well.
struct Answers<Value>: Sendable {
  let statuses: [HTTPResponse.Status]
  let schema: Schema
  let response: @Sendable (Value) -> Response

  /// Always with one status.
  init(_ status: HTTPResponse.Status, _ shape: Shape<Value>) {
    self.init([status], shape) { _ in status }
  }

  /// Always with 200.
  init(_ shape: Shape<Value>) { self.init(.ok, shape) }

  /// - Parameter status: which of the statuses a value has.
  init(
    _ statuses: [HTTPResponse.Status], _ shape: Shape<Value>,
    status: @escaping @Sendable (Value) -> HTTPResponse.Status
  ) {
    self.statuses = statuses
    schema = shape.schema
    response = { value in
      var output: [UInt8] = []
      shape.write(value, &output)
      return .json(bytes: output, status: status(value))
    }
  }
}

extension Shape {
  /// `{"success": true, …}`.
  static func success(_ members: [Member<Value>]) -> Shape {
    Shape([Member("success", .yes) { _ in true }] + members)
  }
}

extension Shape where Value == Void {
  /// `{"success": true, "message": …}`.
  static func done(_ message: String) -> Shape {
    .success([Member("message", .constant(message)) { message }])
  }
}
