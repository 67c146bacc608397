import TestSupport

/// Sends requests to nginx, byte for byte as given.
struct HTTPClient: Sendable {
  let socket: String

  /// Sends one request and waits for its answer.
  /// - Parameter target: the path with its query, unchecked.
  func send(
    _ method: String = "GET", _ target: String, headers: [(String, String)] = [],
    body: [UInt8]? = nil
  ) async throws -> Reply {
    let lines = head(method, target, headers, length: body?.count)
    return try await exchange(Array(lines.utf8) + (body ?? []))
  }

  /// Sends bytes and reads until the connection is closed.
  func exchange(_ bytes: [UInt8]) async throws -> Reply {
    try await onThread {
      let connection = try Connection(to: socket)
      try connection.send(bytes)
      return try Reply(connection.receive())
    }
  }

  /// The request line and the header fields with the empty line.
  func head(
    _ method: String, _ target: String, _ headers: [(String, String)] = [], length: Int? = nil
  ) -> String {
    var lines = ["\(method) \(target) HTTP/1.1", "Host: reprise.test", "Connection: close"]
    lines += headers.map { "\($0): \($1)" }
    if let length { lines.append("Content-Length: \(length)") }
    return lines.joined(separator: "\r\n") + "\r\n\r\n"
  }
}

/// An answer, of HTTP or of CGI.
struct Reply: Sendable {
  let status: Int
  /// Names in lower case.
  let headers: [(name: String, value: String)]
  let body: [UInt8]

  init(_ bytes: [UInt8]) throws {
    let end = Array("\r\n\r\n".utf8)
    guard let split = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else {
      throw Trouble("no answer in \(bytes.count) bytes: \(String(decoding: bytes, as: UTF8.self))")
    }
    let lines = String(decoding: bytes[..<split], as: UTF8.self).split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count >= 2, let status = Int(words[1]) else {
      throw Trouble("no status in \(lines.first ?? "")")
    }
    self.status = status
    headers = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      return (
        parts[0].lowercased(), parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
      )
    }
    body = Array(bytes[(split + end.count)...])
  }

  var text: String { String(decoding: body, as: UTF8.self) }

  subscript(name: String) -> String? { headers.first { $0.name == name }?.value }
}
