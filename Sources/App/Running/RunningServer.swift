import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Site
import Workflows

/// The server that runs on a data folder and answers, called as its administrator. Only it may
/// change the database while it runs.
struct RunningServer {
  private let place: ServerMark.Place
  private let tokenFile: String

  /// - Returns: `nil` where no server runs, or it does not answer.
  init?(on settings: Settings) {
    // Whoever else has the port must not be told the token.
    guard let place = ServerMark(settings).place,
      HTTPProbe.isHealthy(address: place.address, port: place.port)
    else { return nil }
    self.place = place
    tokenFile = settings.administratorToken
  }

  /// Where browsers find it.
  var origin: PublicOrigin { place.origin }
  var port: Int { place.port }

  /// - Returns: the answer.
  /// - Throws: `Complaint` where it refuses.
  func post(_ path: String, _ body: JSON) async throws -> JSON {
    guard Files.exists(tokenFile) else {
      throw Complaint("\(tokenFile) is gone; start the server anew, which makes another")
    }
    let token = try Files.read(tokenFile).trimmingCharacters(in: .whitespacesAndNewlines)
    var request = HTTPClientRequest(url: "http://\(place.address):\(place.port)\(path)")
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
      throw Complaint("the server at port \(place.port) gave no answer: \(error)")
    }
  }
}
