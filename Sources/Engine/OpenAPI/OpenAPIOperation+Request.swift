package import Automations
package import OrderedJSON
import Scheduling

extension OpenAPIOperation {
  /// Makes a call of the operation.
  /// - Parameters:
  ///   - params: its arguments, by name.
  ///   - base: the URL that its path follows, as a connection says it; `nil`: as the document does.
  ///   - signIn: of the connection, which may set a header that the operation needs.
  ///   - key: lets a server recognise a repeated request that changes something.
  /// - Throws: where arguments are missing, or not as the document describes them, or cannot be
  ///   written where they stand; where there is no server to ask.
  package func request(
    for params: JSON, below base: String? = nil, signIn: SignIn = .none, key: String
  ) throws(OpenAPICallFault) -> OpenAPIRequest {
    let server = try serverURL(base)
    var call = try OpenAPICall(params, of: self, signIn: signIn)
    let checks = OpenAPIChecks(of: self)
    call.leaveAway(checks.strayNulls(in: call, of: self))
    try checks.check(call)
    do throws(ParamFault) {
      let url = try url(of: call, below: server)
      let body = try body(of: call)
      let headers = try headers(of: call, with: body, key: key)
      return OpenAPIRequest(
        outgoing: OutgoingRequest(method: method, url: url, headers: headers, body: body.bytes),
        leftAway: call.unknown + call.withoutValue,
        notices: notices(of: call, params) + checks.notices.map(\.recorded), body: body)
    } catch {
      throw .arguments([error])
    }
  }

  private func notices(of call: OpenAPICall, _ params: JSON) -> [String] {
    let given = Set((params.members ?? []).map { Spelling($0.key) })
    var notices = arguments.filter { given.contains(Spelling($0.name)) }.compactMap(\.sharing)
    if !call.unknown.isEmpty {
      let taken = arguments.map(\.name)
      notices.append(
        "\(call.unknown.areLeftAway): \(id.quoted) takes "
          + "\(taken.isEmpty ? "no arguments" : taken.listedInBrief).")
    }
    if !call.withoutValue.isEmpty {
      notices.append(
        "\(call.withoutValue.areLeftAway): null and empty lists have no value that could be sent.")
    }
    return notices.map(\.recorded)
  }
}

extension [String] {
  /// `a and b are left away`
  fileprivate var areLeftAway: String {
    "\(listedInBrief) \(count == 1 ? "is" : "are") left away"
  }
}
