import Automations
import Engine
import OrderedJSON

/// Requests of Alice to servers on this machine.
struct OutgoingWorld {
  /// - Parameters:
  ///   - networks: those that may be called.
  ///   - idleSeconds: for which a connection is kept that nobody uses; longer than any test takes,
  ///     however slow the machine is.
  ///   - authorities: whose certificates are good; `nil`: those that the machine knows.
  ///   - connectingSeconds: in which a connection comes about.
  static func outgoing(
    allowing networks: String = "127.0.0.0/8, ::1",
    lookUp: (@Sendable (String) throws -> [IPAddress])? = nil, idleSeconds: Int = 10_000,
    authorities: String? = nil, connectingSeconds: Int = Limits.stepSeconds.connecting
  ) -> Outgoing {
    guard let allowed = try? AllowedNetworks(networks) else { preconditionFailure(networks) }
    return Outgoing(
      allowed: allowed, lookUp: lookUp, idleSeconds: idleSeconds, authorities: authorities,
      connectingSeconds: connectingSeconds)
  }

  static func request(
    _ url: String, method: String = "GET", headers: [(name: String, value: String)] = [],
    body: String? = nil
  ) -> OutgoingRequest {
    guard let url = try? HTTPURL(url) else { preconditionFailure(url) }
    return OutgoingRequest(
      method: method, url: url, headers: headers, body: body.map { Array($0.utf8) })
  }

  /// - Parameter host: a name or an address of this machine.
  static func request(
    _ server: TalkingServer, _ path: String = "/", method: String = "GET",
    host: String = "127.0.0.1", headers: [(name: String, value: String)] = [], body: String? = nil
  ) -> OutgoingRequest {
    request("http://\(host):\(server.port)\(path)", method: method, headers: headers, body: body)
  }
}

extension OutgoingReply {
  var answer: HTTPAnswer? { if case .answer(let answer) = self { answer } else { nil } }

  var text: String? { answer.map { String(decoding: $0.body, as: UTF8.self) } }

  /// What is said where no answer came.
  var words: String? { result { _ in .succeeded(result: .null, response: .null) }.said }

  /// Whether surely nothing was sent.
  var isUnsent: Bool {
    switch self {
    case .refused, .notConnected, .notSignedIn: true
    case .answer, .broken: false
    }
  }
}

extension ToolResult {
  fileprivate var said: String? { error ?? silence }
}
