import Automations
import Engine
import Foundation
import OrderedJSON
import Scheduling
import TestSupport
import Testing

/// Requests as the verifier reads them that the authors of Standard Webhooks give to runners
/// (`standardwebhooks` of PyPI).
@Suite(
  .enabled(
    if: FileManager.default.fileExists(atPath: Verifier.library + "/standardwebhooks"),
    "the verifier is not there: make test puts it into .build/python-webhooks"),
  .timeLimit(.minutes(20)))
struct VerifierTests {
  @Test func `each request is verified with either secret, and with no other`() async throws {
    let (world, request) = try await sent()
    for secret in world.secrets { #expect(try verifies(request, secret)) }
    #expect(try !verifies(request, .random()))
  }

  @Test func `whatever is changed on the way is refused`() async throws {
    let (world, request) = try await sent()
    let secret = world.secrets[0]
    for (name, value) in [
      ("webhook-id", "another"), ("webhook-timestamp", "\(world.now.seconds + 1)"),
      ("webhook-signature", "v1," + Data(repeating: 7, count: 32).base64EncodedString()),
    ] {
      var changed = request
      changed.headers[name] = value
      #expect(try !verifies(changed, secret), "\(name)")
    }
    var changed = request
    changed.body = request.body.replacing("bob", with: "eve")
    #expect(try !verifies(changed, secret))
  }

  private struct Sent: Encodable {
    var headers: [String: String]
    var body: String
  }

  /// A request of now, as a runner gets it: verifiers refuse what is older than some minutes.
  private func sent() async throws -> (WebhookWorld, Sent) {
    let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    let world = WebhookWorld(now: now)
    let (_, request) = try await world.call(
      answering: .bytes("HTTP/1.1 204 No Content\r\n\r\n"))
    let parts = request.split(separator: "\r\n\r\n", maxSplits: 1)
    let headers = parts[0].split(separator: "\r\n").dropFirst().map { line in
      let name = line.prefix { $0 != ":" }
      return (String(name), String(line.dropFirst(name.count + 2)))
    }
    return (
      world,
      Sent(headers: Dictionary(headers, uniquingKeysWith: { $1 }), body: String(parts[1]))
    )
  }

  private func verifies(_ request: Sent, _ secret: WebhookSecret) throws -> Bool {
    try Verifier.accepts(try JSONEncoder().encode(request), secret)
  }
}

/// The verifier, in a process of its own.
private enum Verifier {
  static let library = Project.root.appending(path: ".build/python-webhooks").path

  /// - Parameter request: headers and body, as JSON.
  static func accepts(_ request: Data, _ secret: WebhookSecret) throws -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = ["-B", "-c", script, secret.text]
    process.environment = ["PYTHONPATH": library]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: request)
    try input.fileHandleForWriting.close()
    let answer = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Trouble() }
    return answer == "verified\n"
  }

  private static let script = """
    import json, sys
    from standardwebhooks.webhooks import Webhook, WebhookVerificationError
    request = json.load(sys.stdin)
    try:
        Webhook(sys.argv[1]).verify(request["body"], request["headers"])
        print("verified")
    except WebhookVerificationError as error:
        print(error)
    """

  private struct Trouble: Error {}
}
