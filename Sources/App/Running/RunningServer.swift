import Foundation
import HummingbirdFastCGI
import OrderedJSON
import Site

/// The server that runs on a data folder, called as its administrator. Only it may change the
/// database while it runs.
///
/// It is called over its own socket, which only its account and nginx's may reach: whoever has its
/// port is never told the token.
struct RunningServer {
  private let place: ServerMark.Place
  private let tokenFile: String

  /// - Returns: `nil` where no server runs.
  init?(on settings: Settings) {
    guard let place = ServerMark(settings).place else { return nil }
    self.place = place
    tokenFile = settings.administratorToken
  }

  /// Where browsers find it.
  var origin: PublicOrigin { place.origin }
  /// Where nginx is to answer for it, on this machine.
  var address: String { place.address }
  var port: Int { place.port }

  /// - Returns: the answer.
  /// - Throws: `Complaint` where it refuses, or gives none.
  func get(_ path: String) throws -> JSON { try call("GET", path, [:], body: []) }

  /// - Returns: the answer.
  /// - Throws: `Complaint` where it refuses, or gives none.
  func post(_ path: String, _ body: JSON) throws -> JSON {
    let bytes = body.bytes
    return try call(
      "POST", path, ["CONTENT_TYPE": "application/json", "CONTENT_LENGTH": "\(bytes.count)"],
      body: bytes)
  }

  private func call(
    _ method: String, _ path: String, _ parameters: [String: String], body: [UInt8]
  ) throws -> JSON {
    guard Files.exists(tokenFile) else {
      throw Complaint("\(tokenFile) is gone; start the server anew, which makes another")
    }
    let token = try Files.read(tokenFile).trimmingCharacters(in: .whitespacesAndNewlines)
    let authorization = ["HTTP_AUTHORIZATION": "Bearer \(token)"]
    let answer = try send(
      method, path, parameters.merging(authorization) { one, _ in one }, body: body)
    guard let json = try? JSON(parsing: answer.body) else {
      throw Complaint("the server gave an answer that cannot be read, of status \(answer.status)")
    }
    guard answer.status < 400 else {
      throw Complaint("the server refuses: \(RunningServer.sentence(json["detail"] ?? .null))")
    }
    return json
  }

  /// - Parameter detail: of a refusal: a sentence, or a list of faults, each with the way to its field.
  private static func sentence(_ detail: JSON) -> String {
    let faults = (detail.elements ?? []).compactMap { fault -> String? in
      guard let sentence = fault["msg"]?.text else { return nil }
      let field = (fault["loc"]?.elements ?? []).dropFirst().compactMap(\.text)
      return field.isEmpty ? sentence : "\(field.joined(separator: ".")): \(sentence)"
    }
    if !faults.isEmpty { return faults.joined(separator: "; ") }
    return detail.text ?? (detail.isNull ? "no reason given" : detail.serialized)
  }

  /// - Throws: `Complaint` where it gives no answer, or says that it cannot serve.
  func checkHealth() throws {
    let answer = try send("GET", Paths.API.health(), [:], body: [])
    guard answer.status == 200 else {
      throw Complaint("the server says that it cannot serve: status \(answer.status)")
    }
  }

  private func send(
    _ method: String, _ path: String, _ parameters: [String: String], body: [UInt8]
  ) throws -> FastCGICall.Answer {
    let parameters = parameters.merging([
      "REQUEST_METHOD": method, "REQUEST_URI": path, "SERVER_PROTOCOL": "HTTP/1.1",
      "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1",
    ]) { one, _ in one }
    do {
      return try FastCGICall(parameters: parameters, body: body).send(
        to: place.socket, patience: 30)
    } catch {
      throw Complaint("the server gives no answer: \(error)")
    }
  }
}
