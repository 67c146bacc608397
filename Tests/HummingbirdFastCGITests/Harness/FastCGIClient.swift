/// Speaks FastCGI to a server directly, rightly or wrongly: what nginx never sends.
struct FastCGIClient: Sendable {
  let socket: String

  /// The parameters of a plain request.
  static func parameters(
    _ method: String = "GET", _ target: String = "/"
  ) -> [(name: [UInt8], value: [UInt8])] {
    [("REQUEST_METHOD", method), ("REQUEST_URI", target), ("HTTP_HOST", "reprise.test")]
      .map { (Array($0.0.utf8), Array($0.1.utf8)) }
  }

  /// Sends a request and waits for its answer.
  func send(
    _ parameters: [(name: [UInt8], value: [UInt8])], body: [UInt8] = []
  ) async throws -> Reply {
    let bytes = Self.begin + Self.encode(parameters) + Self.stream(5, body)
    return try await onThread {
      let connection = try Connection(to: socket)
      try connection.send(bytes)
      return try Reply(Self.output(connection.receive()))
    }
  }

  /// FCGI_BEGIN_REQUEST of request 1 in the role of a responder.
  static let begin = record(1, [0, 1, 0, 0, 0, 0, 0, 0])

  /// FCGI_PARAMS with its end.
  static func encode(_ parameters: [(name: [UInt8], value: [UInt8])]) -> [UInt8] {
    stream(4, parameters.flatMap { length($0.name) + length($0.value) + $0.name + $0.value })
  }

  /// A stream's records of one type, with the empty one that ends it.
  static func stream(_ type: UInt8, _ content: [UInt8]) -> [UInt8] {
    let pieces = stride(from: 0, to: content.count, by: 32_000).flatMap {
      record(type, Array(content[$0..<min($0 + 32_000, content.count)]))
    }
    return pieces + record(type, [])
  }

  /// A record of at most 65,535 bytes.
  static func record(_ type: UInt8, _ content: [UInt8]) -> [UInt8] {
    [1, type, 0, 1, UInt8(content.count >> 8), UInt8(content.count & 255), 0, 0] + content
  }

  /// What FCGI_STDOUT carried, once FCGI_END_REQUEST has come.
  static func output(_ bytes: [UInt8]) throws -> [UInt8] {
    var output: [UInt8] = []
    var rest = bytes[...]
    while rest.count >= 8 {
      let header = Array(rest.prefix(8))
      let length = Int(header[4]) << 8 | Int(header[5])
      let content = rest.dropFirst(8).prefix(length)
      if header[1] == 6 { output += content }
      if header[1] == 3 { return output }
      rest = rest.dropFirst(8 + length + Int(header[6]))
    }
    throw Trouble("the answer breaks off after \(bytes.count) bytes")
  }

  private static func length(_ bytes: [UInt8]) -> [UInt8] {
    bytes.count < 128
      ? [UInt8(bytes.count)]
      : [24, 16, 8, 0].map { UInt8(bytes.count >> $0 & 255) }.enumerated()
        .map { $0 == 0 ? $1 | 128 : $1 }
  }
}
