import Automations
import Engine
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import OrderedJSON
import Scheduling

/// A runner as somebody may write one: a small HTTP server that verifies who asks (Standard Webhooks 1.0,
/// https://www.standardwebhooks.com), does what it is told, and says on the terminal what that was.
struct DemoServer: Sendable {
  let place: DemoRunnerPlace
  let notes: DemoNotes
  /// For call-backs.
  let outgoing: Outgoing

  /// Serves until the process ends.
  /// - Throws: where it cannot listen.
  func run() async throws {
    let router = Router()
    router.post("/") { request, _ -> Response in await answer(request) }
    let application = Application(
      router: router,
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: place.port)),
      onServerRunning: { _ in
        DemoServer.say("the demo's runner listens at \(place.url) for \(DemoTool.names)")
      },
      logger: Logger(label: "demo-runner") { _ in SwiftLogNoOpLogHandler() })
    try await application.run()
  }

  private func answer(_ request: Request) async -> Response {
    guard let buffer = try? await request.body.collect(upTo: Limits.bodyBytes) else {
      return DemoServer.reply(.contentTooLarge, ["error": "The body is too long"])
    }
    let body = Array(buffer.readableBytesView)
    guard let id = verifiedID(of: request.headers, body) else {
      DemoServer.say("the demo's runner refused a request: it is not signed with its secret")
      return DemoServer.reply(
        .unauthorized, ["error": "The signature is not of this runner's secret, or not of now"])
    }
    guard let event = try? JSON(parsing: body) else {
      return DemoServer.reply(.badRequest, ["error": "The body is no JSON"])
    }
    guard event["type"]?.text == "step.run", let data = event["data"] else {
      DemoServer.say("the demo's runner was told: \(event["type"]?.text ?? "nothing")")
      return Response(status: .noContent)
    }
    return await carryOut(data, id: id)
  }

  private func carryOut(_ data: JSON, id: String) async -> Response {
    let name = (data["tool"]?.text ?? "").cut(toBytes: Limits.quotedNameBytes)
    guard let tool = DemoTool(rawValue: name) else {
      DemoServer.say("the demo's runner has no tool \(name)")
      return DemoServer.reply(
        .notFound, ["error": .string("There is no tool \"\(name)\"; there are \(DemoTool.names)")])
    }
    let params = data["params"] ?? [:]
    do {
      let result = try await notes.carryOut(tool, params, id: id)
      DemoServer.say("\(name) \(params.brief) → \(result.brief)")
      guard tool == .countWords, let address = data["callback"]?["url"]?.text else {
        return DemoServer.reply(.ok, result)
      }
      Task { await callBack(address, with: result) }
      return DemoServer.reply(.accepted, ["takes": .string("\(DemoServer.slowness)")])
    } catch {
      DemoServer.say("\(name): \(error)")
      return DemoServer.reply(.internalServerError, ["error": .string("\(error)")])
    }
  }

  /// Answers a call that took longer. Whoever waits for it may be away for a moment.
  private func callBack(_ address: String, with result: JSON) async {
    try? await Task.sleep(for: DemoServer.slowness)
    guard let url = try? HTTPURL(address) else { return }
    let body: JSON = ["result": result]
    let request = OutgoingRequest(
      method: "POST", url: url, headers: [("Content-Type", "application/json")], body: body.bytes)
    for _ in 1...Limits.demoRunner.callBacks {
      let reply = await outgoing.send(request, for: "demo", within: Limits.stepSeconds.connecting)
      // 429 says only that there were many calls just now.
      if case .answer(let answer) = reply, answer.status < 500, answer.status != 429 {
        return DemoServer.say(
          "called back with \(result.brief), which was answered by \(answer.status)")
      }
      try? await Task.sleep(for: DemoServer.slowness)
    }
    DemoServer.say("nobody takes the call-back of \(result.brief)")
  }

  private static let slowness = Duration.seconds(3)

  static func say(_ words: String) {
    let time = Instant.now.rfc3339.prefix { $0 != "." }
    FileHandle.standardError.write(Data("\(time) \(words)\n".utf8))
  }

  private static func reply(_ status: HTTPResponse.Status, _ json: JSON) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.bytes)))
  }
}

extension DemoServer {
  /// - Returns: the request's id; `nil` where nobody with the secret sent it, or not just now.
  private func verifiedID(of fields: HTTPFields, _ body: [UInt8]) -> String? {
    func field(_ name: String) -> String? {
      fields.first { $0.name.canonicalName == name }?.value
    }
    guard let id = field("webhook-id"), let signatures = field("webhook-signature"),
      let seconds = field("webhook-timestamp").flatMap({ Int64($0) })
    else { return nil }
    let (age, isOverflown) = Instant.now.seconds.subtractingReportingOverflow(seconds)
    guard !isOverflown, age.magnitude <= Limits.demoRunner.clockSeconds else { return nil }
    let right = WebhookSignature.header(
      id: id, at: Instant(seconds: seconds), body: body, by: [place.secret])
    let isRight = signatures.split(separator: " ").contains { Secret.equal(String($0), right) }
    return isRight ? id : nil
  }
}

extension JSON {
  /// For a line of the terminal.
  fileprivate var brief: String { serialized.inOneLine(Limits.excerptCharacters) }
}
