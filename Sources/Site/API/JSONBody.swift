import Automations
import Hummingbird
import NIOCore
import OrderedJSON

/// The body of a request of the JSON API.
enum JSONBody {
  /// The object in the body.
  /// - Throws: `UnsupportedMediaType`; `Refusal.badRequest` for what is not JSON;
  ///   `Refusal.invalid` where it is no object.
  static func object(_ request: Request) async throws -> JSON {
    if request.headers[.contentType] != nil, !request.hasJSONContentType {
      throw UnsupportedMediaType()
    }
    let buffer = try await request.body.collect(upTo: .max)
    let json: JSON
    do throws(JSONFault) {
      json = try JSON(parsing: buffer.readableBytesView)
    } catch {
      throw Refusal.badRequest("The body is not valid JSON: \(error.description)")
    }
    guard json.members != nil else {
      throw Refusal.invalid([Fault([], "must be an object, not \(json.kind)", .type)])
    }
    return json
  }

  /// The same of a body that need not be there; `nil`: there is none.
  static func objectIfAny(_ request: Request) async throws -> JSON? {
    let buffer = try await request.body.collect(upTo: .max)
    guard buffer.readableBytes > 0 else { return nil }
    return try await object(Request(head: request.head, body: RequestBody(buffer: buffer)))
  }
}

/// A body of another type than is taken.
struct UnsupportedMediaType: Error {
  /// What is.
  var taken = "application/json"
}
