import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Workflows

/// The server that runs on this data folder, called as its administrator. Only it may change the
/// database while it runs.
struct RunningServer {
  let settings: Settings

  /// - Returns: the answer; `nil` where no server runs.
  /// - Throws: `Complaint` where it refuses.
  func post(_ path: String, _ body: JSON) async throws -> JSON? {
    // Whoever else has the port must not be told the token.
    guard ServerMark(settings).isHeld,
      HTTPProbe.isHealthy(address: settings.listen, port: settings.port)
    else { return nil }
    guard Files.exists(settings.administratorToken) else {
      throw Complaint(
        "\(settings.administratorToken) is gone; start the server anew, which makes another")
    }
    let token = try Files.read(settings.administratorToken)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let host = settings.listen == "0.0.0.0" ? "127.0.0.1" : settings.listen
    var request = HTTPClientRequest(url: "http://\(host):\(settings.port)\(path)")
    request.method = .POST
    request.headers.add(name: "Authorization", value: "Bearer \(token)")
    request.headers.add(name: "Content-Type", value: "application/json")
    request.body = .bytes(ByteBuffer(bytes: body.bytes))
    do {
      let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
      let bytes = try await response.body.collect(upTo: 1 << 20)
      let answer = try JSON(parsing: bytes.readableBytesView)
      guard response.status.code < 400 else {
        let detail = answer["detail"]
        throw Complaint(
          "the server refuses: \(detail?.text ?? detail?.serialized ?? "no reason given")")
      }
      return answer
    } catch let complaint as Complaint {
      throw complaint
    } catch {
      throw Complaint("the server at port \(settings.port) gave no answer: \(error)")
    }
  }
}
